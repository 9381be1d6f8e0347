"""A largest matching between two sides: meeting ends and people, meetings and tables; posts and promises."""

from collections.abc import Sequence


def matched(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching of the positions in `choices` to their choices: choice -> position.

    By augmenting paths (Kuhn 1955; Berge 1957). Positions are tried in order, and one that has a choice keeps one:
    which are matched depends on nothing but that order. A path is as deep as positions share choices.
    """
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
