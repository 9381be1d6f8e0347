"""Which meetings of the programme were held: those whose round was rung while both parties were in the hall."""

from dataclasses import dataclass

from sqlite_utils import Database

# A meeting by what it was, not by its id: a programme that is published anew gives every meeting a new one.
Occasion = tuple[int, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A meeting of the newest published programme.

    `held`: its round was rung and, for each of its two parties, somebody who was to sit there was in the hall before
    the round ended.
    """

    occasion: Occasion
    held: bool

    @property
    def round(self) -> int:
        return self.occasion[0]

    @property
    def pair(self) -> frozenset[str]:
        return self.occasion[1]


def meetings_met(db: Database) -> tuple[Met, ...]:
    """A round that was begun more than once (the host went back) counts from its first gong to its last."""
    rows = db.query(
        """
        with rung as (select round, min(started_at) as began, max(coalesce(ended_at, '9')) as ended from phase_log
                      where kind = 'round' group by round),
             there as (select m.id, mp.party from meeting_now m join rung r on r.round = m.round
                       join meeting_person mp on mp.meeting = m.id join person p on p.id = mp.person
                       where p.arrived_at < r.ended and (p.left_at is null or p.left_at > r.began)
                       group by m.id, mp.party)
        select m.round, m.a, m.b, (select count(*) from there t where t.id = m.id) = 2 as held from meeting_now m
        order by m.round, m.id
        """
    )
    return tuple(
        Met(occasion=(row["round"], frozenset((row["a"], row["b"]))), held=bool(row["held"])) for row in list(rows)
    )
