"""What people type: the script's words as the fields of the forms."""

from datetime import datetime, time, timedelta
from typing import Any

from borse.demo import still_to_come
from borse.exchange import side_names
from borse.times import utc_now
from scenarios.play.visitor import Turned
from scenarios.script import Agreement, Party, Person, Post, Script


def plan_typed(script: Script) -> dict[str, Any]:
    """The form for a new børs, apart from its name in addresses and its organiser."""
    plan = script.exchange
    day = datetime.combine(still_to_come(plan.date, utc_now().date()), time())
    return {
        "name": plan.name,
        "place": plan.place,
        "doors_at": _moment(day, plan.doors),
        "gong_at": _moment(day, plan.gong),
        "signup_closes_at": _moment(day - timedelta(days=1), time(12)),
        "rounds": plan.rounds,
        "round_minutes": plan.round_minutes,
        "change_minutes": plan.change_minutes,
        "floor_minutes": plan.floor_minutes,
        "plenary_minutes": plan.plenary_minutes,
        "pause_minutes": plan.pause_minutes,
        "pause_after": plan.pause_after,
        "min_meetings": plan.min_meetings,
        "max_meetings": plan.max_meetings,
        "tables": "\n".join(table.name.replace(",", "") for table in plan.tables),
        "step_free": _with_feature(script, "step_free"),
        "quiet": _with_feature(script, "quiet"),
        "side_pairs": [" ".join(_in_order(pair)) for pair in plan.sides_that_meet],
        "categories": "\n".join(plan.categories),
    }


def sign_up_typed(script: Script, party: Party) -> dict[str, Any]:
    """The public form, filled in for a party."""
    typed: dict[str, Any] = {"side": party.side, "name": party.name, "orgnr": party.orgnr or "", "rules": "1"}
    for number, key in enumerate(party.people):
        typed |= _person_typed(f"people.{number}", script.person(key))
    if not any(script.person(key).email or script.person(key).phone for key in party.people):
        typed["no_contact"] = "1"
    for kind, posts in (("offers", party.offers), ("needs", party.needs)):
        for number, post in enumerate(posts):
            typed |= _post_typed(f"{kind}.{number}", post)
    for kind, keys in (("wishes", party.wishes), ("vetoes", party.vetoes)):
        typed |= {f"{kind}.{number}": script.party(key).name for number, key in enumerate(keys)}
    return typed


def terms_typed(script: Script, agreement: Agreement) -> dict[str, Any]:
    """The registration form of brokers and notaries."""
    caller = script.party(agreement.calls_first).name
    typed: dict[str, Any] = {
        "status": "intention" if agreement.intention else "agreed",
        "first_caller": caller,
        "next_step": f"{caller} ringer innen tre uker.",
        "conditions": agreement.conditions,
    }
    first = agreement.promises[0]
    for number, promise in enumerate(_in_form_order(agreement)):
        if promise is None:
            continue
        prefix = f"promises.{number}."
        if number != 1:
            typed[prefix + "giver"] = script.party(promise.giver).name
            typed[prefix + "receiver"] = script.party(promise.receiver).name
        typed[prefix + "what"] = promise.what
        typed[prefix + "quantity"] = promise.quantity or "etter avtale"
        typed[prefix + "due"] = promise.when or "innen ett år"
        typed[prefix + "category"] = promise.category.lower()
        typed[prefix + "hours"] = f"{promise.hours:g}".replace(".", ",")
        typed[prefix + "kroner"] = "" if promise.kroner is None else promise.kroner
    assert first.giver != first.receiver
    return typed


def _moment(day: datetime, at: time) -> str:
    return datetime.combine(day.date(), at).strftime("%Y-%m-%dT%H:%M")


def _with_feature(script: Script, feature: str) -> str:
    return ", ".join(table.name.replace(",", "") for table in script.exchange.tables if feature in table.features)


def _in_order(pair: tuple[str, str]) -> tuple[str, ...]:
    order = list(side_names())
    return tuple(sorted(pair, key=order.index))


def _person_typed(row: str, person: Person) -> dict[str, Any]:
    typed: dict[str, Any] = {f"{row}.name": person.name, f"{row}.email": person.email, f"{row}.phone": person.phone}
    if person.present_from:
        typed[f"{row}.from"] = person.present_from.strftime("%H:%M")
    if person.present_until:
        typed[f"{row}.until"] = person.present_until.strftime("%H:%M")
    if "step_free" in person.requires:
        typed[f"{row}.step_free"] = "1"
    return typed


def _post_typed(row: str, post: Post) -> dict[str, Any]:
    categories = [name.lower() for name in post.categories]
    return {f"{row}.text": post.text, f"{row}.quantity": post.quantity, f"{row}.time": post.when} | {
        f"{row}.categories": categories
    }


def _in_form_order(agreement: Agreement) -> list[Any]:
    """The form's places: what was asked for, what is given in return (the other way round), what else is promised."""
    first, *more = agreement.promises
    back = next((one for one in more if (one.giver, one.receiver) == (first.receiver, first.giver)), None)
    others = [one for one in more if one is not back]
    if len(others) > 2:
        raise Turned(f"{agreement.key}: the form holds four promises")
    return [first, back, *others]
