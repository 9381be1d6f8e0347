"""A largest matching between two sides: meeting ends and people, meetings and tables."""

from collections.abc import Sequence


def matched(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching of the positions in `choices` to their choices (Kuhn 1955): choice -> position."""
    holder: dict[int, int] = {}

    def place(item: int, seen: set[int]) -> bool:
        for choice in choices[item]:
            if choice not in seen:
                seen.add(choice)
                if choice not in holder or place(holder[choice], seen):
                    holder[choice] = item
                    return True
        return False

    for item in range(len(choices)):
        place(item, set())
    return holder
