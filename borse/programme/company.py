"""Nobody stands with an empty sheet while their party sits: who got no meeting joins those of their own party.

The engine seats as few people as a meeting needs, which is right for those who are scarce. A party that sent three
people has some to spare: they come along where there is a chair, and the meeting is held even if one of them is late.
"""

from collections import defaultdict
from dataclasses import replace

from matching import Meeting, Problem, Schedule, score

# More than this on one side of a table is an audience.
MOST_ON_A_SIDE = 2


def with_company(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with those who had no meeting sitting in, and its score counted anew. Frozen rounds stay."""
    busy: dict[str, set[str]] = defaultdict(set)
    for meeting in schedule.meetings:
        for person in meeting.people:
            busy[person].add(meeting.round)
    idle = [person.id for person in problem.people if not busy[person.id]]
    meetings = []
    for meeting in schedule.meetings:
        joined = meeting
        for person in [] if meeting.round in problem.frozen_rounds else idle:
            if meeting.round not in busy[person] and (seated := _seated(problem, joined, person)):
                joined = seated
                busy[person].add(meeting.round)
        meetings.append(joined)
    joint = replace(schedule, meetings=tuple(meetings))
    return replace(joint, score=score(problem, joint))


def _seated(problem: Problem, meeting: Meeting, person: str) -> Meeting | None:
    """The meeting with this person on their own side; None when they cannot be there, sit there, or it is full."""
    about = problem.person[person]
    fits = about.requires <= problem.table[meeting.table].features and about.home_table in {None, meeting.table}
    if not fits or not problem.is_there(person, meeting.round):
        return None
    if person in problem.party[meeting.a].people and len(meeting.a_people) < MOST_ON_A_SIDE:
        return replace(meeting, a_people=(*meeting.a_people, person))
    if person in problem.party[meeting.b].people and len(meeting.b_people) < MOST_ON_A_SIDE:
        return replace(meeting, b_people=(*meeting.b_people, person))
    return None
