"""Who a row names: the contact person with what the columns say of them, then the others."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

from borse.exchange import run_sheet
from borse.language import gettext as _
from borse.signup.cells import Somebody, email_in, people_in, phone_in, side_of, somebody_in, texts_in, yes_or_no
from borse.signup.hours import hour_of, hours_of
from borse.signup.row_cells import RowCells
from borse.times import local


def people_of(row: RowCells) -> Iterator[dict[str, Any]]:
    """The contact person first, with what the columns say of them before what stands beside the name."""
    from_, until = _hours(row)
    contact, *more = people_in(row.cell("contact")) or [Somebody(_own_name(row))]
    yield {
        "person": f"{row.seed}-p0",
        "name": contact.name,
        "email": _first(row, "email", email_in) or contact.email,
        "phone": _first(row, "phone", phone_in) or contact.phone,
        "present_from": from_,
        "present_until": until,
        "requires": ("step_free",) if row.understood("step_free", yes_or_no, False) else (),
    }
    others = [*more, *(somebody_in(text) for text in texts_in(row.cell("others")) if text.strip(" ,"))]
    for number, one in enumerate(others, start=1):
        yield {"person": f"{row.seed}-p{number}", "name": one.name, "email": one.email, "phone": one.phone}


def _own_name(row: RowCells) -> str:
    """A private person need not be named twice."""
    return row.cell("name") if side_of(row.cell("side")) == "individual" else ""


def _first(row: RowCells, field_: str, found_in: Callable[[str], tuple[str, tuple[str, ...]]]) -> str:
    """The first address or number of a cell, with a word of the others."""
    first, others = found_in(row.cell(field_))
    if others:
        row.fault(field_, _("Her står flere. Bare den første er tatt med: %s.") % first, refuses=False)
    return first


def _hours(row: RowCells) -> tuple[datetime | None, datetime | None]:
    """When the contact person is there; none where that is from the beginning, or until the end."""
    nothing: tuple[time | None, time | None] = (None, None)
    from_, until = row.understood("hours", hours_of, nothing)
    from_ = row.understood("present_from", hour_of, from_)
    until = row.understood("present_until", hour_of, until)
    exchange = row.hall.exchange
    begins, ends = exchange.doors_at, run_sheet(exchange)[-1].ends_at
    day = local(exchange.gong_at)
    first = day.replace(hour=from_.hour, minute=from_.minute) if from_ else begins
    last = day.replace(hour=until.hour, minute=until.minute) if until else ends
    if first >= ends or last <= begins:
        row.fault("hours", _("Klokkeslettene er utenfor børsen. De er ikke tatt med."), refuses=False)
        return None, None
    return (first if first > begins else None), (last if last < ends else None)
