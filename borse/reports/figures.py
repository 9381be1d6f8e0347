"""From facts to the report: what counts, and as what. Pure: the same facts give the same report.

- An *agreement* counts when it is agreed, approved or knocked through; an intention is counted apart; what was sent
  back or withdrawn counts nowhere.
- Its *pair of sides* and its *category* are those of its first promise, so that each agreement is counted once.
- *Hours* and *kroner* are summed over all promises and never added to one another.
- A *need* is answered when its party was promised something in one of the need's categories; one promise answers one
  need at most (`borse/answered.py`), so the number is never flattered.
- A *meeting* was held when its round was rung and, for each of its two parties, somebody who was to sit there was in
  the hall before the round ended.
- *Came* is who was checked in. Those who came without a sign-up are counted apart.

`definitions` says the same to whoever reads the report.
"""

from borse.language import gettext as _
from borse.reports.counted import Counted, hours_of, kroner_of
from borse.reports.facts import Facts
from borse.reports.knocked_through import knocked_through
from borse.reports.report import Headline, Report
from borse.reports.tables import tables_of


def report_of(facts: Facts) -> Report:
    """Count."""
    counted = Counted.of(facts)
    return Report(
        exchange=facts.exchange.name,
        place=facts.exchange.place,
        held_at=facts.exchange.gong_at,
        as_of=facts.as_of,
        headline=headline(counted),
        tables=tables_of(counted),
        agreements=knocked_through(facts),
        definitions=definitions(),
    )


def headline(counted: Counted) -> tuple[Headline, ...]:
    facts = counted.facts
    signed_up = [person for person in facts.people if not person.walk_in]
    return (
        Headline(key="agreements", label=_("avtaler"), value=len(counted.agreements)),
        Headline(
            key="intentions",
            label=_("intensjoner i tillegg"),
            value=sum(one.status == "intention" for one in facts.agreements),
        ),
        Headline(key="hours", label=_("timer lovet"), value=hours_of(counted.promises)),
        Headline(key="kroner", label=_("kroner i verdi av ting"), value=kroner_of(counted.promises)),
        Headline(key="needs", label=_("behov fikk svar"), value=len(counted.answered), of=len(facts.needs)),
        Headline(
            key="people",
            label=_("påmeldte kom"),
            value=sum(person.came for person in signed_up),
            of=len(signed_up),
        ),
        Headline(
            key="meetings",
            label=_("møter ble holdt"),
            value=sum(meeting.held for meeting in facts.meetings),
            of=len(facts.meetings),
        ),
    )


def definitions() -> tuple[tuple[str, str], ...]:
    """What each word means here: (word, sentences)."""
    return (
        (
            _("Avtale"),
            _(
                "Noe konkret som to eller flere er blitt enige om, og som er skrevet ned. Hver avtale er talt én gang: "
                "under hvem som ga og fikk det første som ble lovet, og under kategorien for det. Det som er sendt "
                "tilbake eller trukket, er ikke talt med."
            ),
        ),
        (_("Intensjon"), _("En god idé som trenger tillatelse, penger eller mer tid først. Telles for seg.")),
        (
            _("Timer og kroner"),
            _("Det partene selv har anslått: timer for arbeid, kroner for ting. De legges aldri sammen."),
        ),
        (
            _("Behov med svar"),
            _(
                "Den som har behovet, er lovet noe i en av behovets kategorier. Ett løfte svarer på høyst ett behov, "
                "så tallet er heller for lavt enn for høyt."
            ),
        ),
        (
            _("Holdt møte"),
            _(
                "Runden ble ringt inn, og noen av dem som skulle sitte der fra hver aktør, var kommet før den "
                "var slutt."
            ),
        ),
        (_("Kom"), _("Krysset av i resepsjonen. De som kom uten påmelding, er talt for seg.")),
    )
