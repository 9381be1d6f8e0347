"""The balance as tables, each with what is drawn of it."""

from borse.balance.reads import Tally
from borse.exchange import side_names
from borse.language import gettext as _
from borse.tables import Picture, Table


def tables(tally: Tally) -> tuple[Table, ...]:
    return (_sides(tally), _posts(tally), _categories(tally))


def _sides(tally: Tally) -> Table:
    names = side_names()
    return Table(
        key="sider",
        name=_("Sider"),
        title=_("Hvem har meldt seg på?"),
        columns=(_("Side"), _("Aktører"), _("Uten tilbud"), _("Uten behov")),
        rows=tuple(
            (
                names[side],
                number,
                sum(one.side == side and not one.offers for one in tally.lacking),
                sum(one.side == side and not one.needs for one in tally.lacking),
            )
            for side, number in tally.parties.items()
        ),
        picture=Picture(columns=(1,)),
    )


def _posts(tally: Tally) -> Table:
    names = side_names()
    return Table(
        key="oppslag",
        name=_("Oppslag"),
        title=_("Tilbud mot behov, etter side"),
        columns=(_("Side"), _("Tilbud"), _("Behov")),
        rows=tuple((names[side], tally.posts[side, "offer"], tally.posts[side, "need"]) for side in tally.parties),
        picture=Picture(columns=(1, 2), says=(_("%s tilbud"), _("%s behov"))),
    )


def _categories(tally: Tally) -> Table:
    filed = tally.filed
    return Table(
        key="kategorier",
        name=_("Kategorier"),
        title=_("Tilbud mot behov, etter kategori"),
        columns=(_("Kategori"), _("Tilbud"), _("Behov"), _("Mangler")),
        rows=tuple(
            (name, filed[id_, "offer"], filed[id_, "need"], max(0, filed[id_, "need"] - filed[id_, "offer"]))
            for id_, name in tally.categories
        ),
        note=_("Et oppslag kan stå i flere kategorier."),
        picture=Picture(columns=(1, 2), says=(_("%s tilbud"), _("%s behov"))),
    )
