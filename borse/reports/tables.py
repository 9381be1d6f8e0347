"""The tables of the report, one function each. What counts is defined in `figures.py`."""

from collections import Counter
from itertools import combinations_with_replacement

from borse.exchange import SIDES, side_names
from borse.language import gettext as _
from borse.reports.counted import Counted, hours_of, kroner_of
from borse.reports.facts import Agreed
from borse.tables import Picture, Row, Table


def tables_of(counted: Counted) -> tuple[Table, ...]:
    """In the order in which they are shown."""
    return (
        pairs_of_sides(counted),
        categories(counted),
        needs(counted),
        sides(counted),
        meetings(counted),
        attendance(counted),
        standing(counted),
    )


def pairs_of_sides(counted: Counted) -> Table:
    """The most agreements first."""
    names, sides = side_names(), counted.facts.sides
    found: list[tuple[int, Row]] = []
    for pair in combinations_with_replacement(SIDES, 2):
        agreements = [
            one
            for one in counted.agreements
            if {sides[one.promises[0].giver], sides[one.promises[0].receiver]} == set(pair)
        ]
        if agreements:
            name = " – ".join(names[side] for side in pair)
            promises = [promise for one in agreements for promise in one.promises]
            found.append((len(agreements), (name, len(agreements), hours_of(promises), kroner_of(promises))))
    return Table(
        key="sider",
        name=_("Hvem"),
        title=_("Avtaler etter hvem som ble enige"),
        columns=(_("Hvem"), _("Avtaler"), _("Timer"), _("Kroner")),
        rows=tuple(row for _many, row in sorted(found, key=lambda one: -one[0])),
        total=_everything(counted),
        picture=Picture(columns=(1,)),
    )


def categories(counted: Counted) -> Table:
    """An agreement by its first promise; hours and kroner by each promise's own category."""
    agreements = Counter(one.promises[0].category for one in counted.agreements)
    rows: list[Row] = []
    for key, name in [*counted.facts.categories.items(), (None, _("Uten kategori"))]:
        promises = [promise for promise in counted.promises if promise.category == key]
        if key is not None or promises:
            rows.append((name, agreements[key], hours_of(promises), kroner_of(promises)))
    return Table(
        key="kategorier",
        name=_("Kategorier"),
        title=_("Avtaler etter kategori"),
        columns=(_("Kategori"), _("Avtaler"), _("Timer"), _("Kroner")),
        rows=tuple(rows),
        total=_everything(counted),
        picture=Picture(columns=(1,)),
    )


def _everything(counted: Counted) -> Row:
    return (_("Sum"), len(counted.agreements), hours_of(counted.promises), kroner_of(counted.promises))


def needs(counted: Counted) -> Table:
    """What was asked for, what was offered, and whether the asking got an answer."""
    facts = counted.facts
    rows: list[Row] = []
    for key, name in [*facts.categories.items(), ("", _("Uten kategori"))]:
        offers = [offer for offer in facts.offers if key in (offer.categories or {""})]
        asked = [need for need in facts.needs if key in (need.categories or {""})]
        met = sum(need.id in counted.answered for need in asked)
        if key or offers or asked:
            rows.append((name, len(offers), len(asked), met, len(asked) - met))
    met = len(counted.answered)
    return Table(
        key="behov",
        name=_("Behov"),
        title=_("Behov med og uten svar"),
        columns=(_("Kategori"), _("Tilbud"), _("Behov"), _("Med svar"), _("Uten svar")),
        rows=tuple(rows),
        total=(_("Alle, talt én gang"), len(facts.offers), len(facts.needs), met, len(facts.needs) - met),
        note=_("Et tilbud eller behov med flere kategorier står i hver av dem."),
        picture=Picture(columns=(3,), whole=2, says=(_("%s av %s"),)),
    )


def sides(counted: Counted) -> Table:
    """Who took part, and who gave and got."""
    facts = counted.facts
    parties = Counter(facts.sides[party] for party in facts.parties)
    offers = Counter(facts.sides[offer.party] for offer in facts.offers)
    asked = Counter(facts.sides[need.party] for need in facts.needs)
    gave = Counter(side for one in counted.agreements for side in _givers(one, counted))
    got = Counter(side for one in counted.agreements for side in _receivers(one, counted))
    return Table(
        key="aktorer",
        name=_("Aktører"),
        title=_("Hvem var med, og hvem ga og fikk"),
        columns=(_("Side"), _("Aktører"), _("Tilbud"), _("Behov"), _("Ga"), _("Fikk")),
        rows=tuple(
            (name, parties[side], offers[side], asked[side], gave[side], got[side])
            for side, name in side_names().items()
            if parties[side] or gave[side] or got[side]
        ),
        note=_(
            "«Ga» og «Fikk» er antall avtaler der noen fra siden ga eller fikk noe. En avtale kan stå flere steder."
        ),
        picture=Picture(columns=(4, 5), says=(_("%s ga"), _("%s fikk"))),
    )


def _givers(agreement: Agreed, counted: Counted) -> set[str]:
    return {counted.facts.sides[promise.giver] for promise in agreement.promises}


def _receivers(agreement: Agreed, counted: Counted) -> set[str]:
    return {counted.facts.sides[promise.receiver] for promise in agreement.promises}


def meetings(counted: Counted) -> Table:
    """By round, as in the newest published programme."""
    found = counted.facts.meetings
    led_somewhere = {one.meeting for one in counted.agreements}
    planned = Counter(meeting.round for meeting in found)
    held = Counter(meeting.round for meeting in found if meeting.held)
    led = Counter(meeting.round for meeting in found if meeting.occasion in led_somewhere)
    return Table(
        key="moter",
        name=_("Møter"),
        title=_("Møter i rundene"),
        columns=(_("Runde"), _("Planlagt"), _("Holdt"), _("Med avtale")),
        rows=tuple((_("Runde %s") % number, planned[number], held[number], led[number]) for number in sorted(planned)),
        total=(_("Sum"), planned.total(), held.total(), led.total()) if found else None,
        note=_("Avtaler ble også inngått utenfor rundene. De står ikke i denne tabellen."),
        picture=Picture(columns=(2,), whole=1, says=(_("%s av %s"),)),
    )


def attendance(counted: Counted) -> Table:
    people = counted.facts.people
    signed_up = [person for person in people if not person.walk_in]
    came = sum(person.came for person in signed_up)
    walked_in = sum(person.walk_in and person.came for person in people)
    return Table(
        key="oppmote",
        name=_("Oppmøte"),
        title=_("Oppmøte"),
        columns=(_("Deltakere"), _("Antall")),
        rows=(
            (_("Påmeldt og kom"), came),
            (_("Påmeldt, men kom ikke"), len(signed_up) - came),
            (_("Kom uten påmelding"), walked_in),
        ),
        picture=Picture(columns=(1,)),
    )


def standing(counted: Counted) -> Table:
    """Why the counter on the big screen may have shown another number: it shows the first row."""
    statuses = Counter(one.status for one in counted.facts.agreements)
    return Table(
        key="status",
        name=_("Status"),
        title=_("Hvor langt avtalene er kommet"),
        columns=(_("Status"), _("Antall"), _("Talt som avtale")),
        rows=(
            (_("Klubbet gjennom"), statuses["knocked_through"], _("ja")),
            (_("Godkjent av notar"), statuses["approved"], _("ja")),
            (_("Venter på notar"), statuses["agreed"], _("ja")),
            (_("Intensjon"), statuses["intention"], _("for seg")),
            (_("Sendt tilbake"), statuses["returned"], _("nei")),
            (_("Trukket"), statuses["withdrawn"], _("nei")),
        ),
        note=_("Storskjermen viser bare dem som er klubbet gjennom."),
    )
