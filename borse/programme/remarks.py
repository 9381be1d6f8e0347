"""What is said of a change by hand: why it cannot be done, or what the organiser should know before doing it anyway.

Kept as data with ids, so that names can change and people be erased; said in a sentence when it is read.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from borse.language import gettext as _

# What breaks a rule of the programme: refused.
Obstacle = Literal[
    "begun", "no_round", "no_table", "table_in_use", "features", "not_theirs", "both_sides", "nobody", "met",
    "withdrawn", "with_broker", "nothing", "same_person",
]  # fmt: skip
# What somebody may have good reasons for: told, and done when the organiser says so.
Warning_ = Literal["absent", "not_in_time", "veto", "forbidden", "sides", "many", "lapses", "without", "busy", "unfit"]


class Remark(BaseModel):
    """One remark, about these ids. `round` is 0 where it is about no round."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: Obstacle | Warning_
    round: int = 0
    person: str = ""
    party: str = ""
    other: str = ""
    table: str = ""


def sentence(remark: Remark, names: Mapping[str, str]) -> str:
    """The remark in words. `names` are those of people, parties and tables, by id."""
    words = {field: names.get(getattr(remark, field), "") for field in ("person", "party", "other", "table")}
    return _sentences()[remark.kind] % (words | {"round": remark.round})


def _sentences() -> dict[str, str]:
    return {
        "begun": _("Runde %(round)s er begynt eller over. Velg en runde som ikke er begynt."),
        "no_round": _("Børsen har ingen runde %(round)s."),
        "no_table": _("Velg et bord fra listen."),
        "table_in_use": _(
            "%(table)s er opptatt i runde %(round)s: %(party)s og %(other)s sitter der. Velg et annet bord."
        ),
        "features": _(
            "%(person)s trenger et bord som er annerledes enn %(table)s. Velg et bord som passer, eller rett opp hva "
            "bordet har."
        ),
        "not_theirs": _("%(person)s snakker ikke for %(party)s. Gjør %(person)s til vikar først."),
        "both_sides": _("%(person)s kan ikke sitte på begge sider av bordet."),
        "nobody": _("Velg hvem som skal sitte der for %(party)s."),
        "met": _("%(party)s og %(other)s har alt møttes, i runde %(round)s. Et par møtes bare én gang."),
        "withdrawn": _("%(party)s er meldt av."),
        "with_broker": _("%(person)s har et møte i runde %(round)s som en megler har avtalt."),
        "nothing": _("Dette endrer ingenting."),
        "same_person": _("Velg en annen som vikar."),
        "absent": _("%(person)s er ikke her nå."),
        "not_in_time": _("%(person)s har sagt at de ikke er her hele runde %(round)s."),
        "veto": _("%(party)s vil helst ikke møte %(other)s."),
        "forbidden": _("Du har bestemt at %(party)s og %(other)s ikke skal møtes. Dette opphever det."),
        "sides": _("Sidene til %(party)s og %(other)s møtes vanligvis ikke på denne børsen."),
        "many": _("%(party)s får flere møter enn det som er satt som det meste."),
        "lapses": _("Møtet mellom %(party)s og %(other)s i runde %(round)s går ut, fordi %(person)s sitter der."),
        "without": _("Møtet mellom %(party)s og %(other)s i runde %(round)s holdes uten %(person)s."),
        "busy": _("Runde %(round)s: %(person)s er opptatt, så møtet mellom %(party)s og %(other)s blir som det er."),
        "unfit": _(
            "Runde %(round)s: %(person)s kan ikke sitte ved %(table)s, så møtet mellom %(party)s og %(other)s blir som "
            "det er."
        ),
    }
