"""A whole børs, acted out over HTTP: made, signed up for, planned, held, reported.

Each act is what one kind of person does, with nothing but pages and forms. They know their script (who they are, what
they agree on) and what they see; the count at the end is their own.
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from borse.exchange import side_names
from scenarios.play.count import Count, differences
from scenarios.play.server import Server
from scenarios.play.visitor import Page, Turned, Visitor
from scenarios.script import Agreement, Party, Person, Post, Script
from scenarios.signup_files import csv_bytes, xlsx_bytes

Say = Callable[[str], None]
PASSWORD = "fem runde boller i vinduet"  # noqa: S105 -- of a børs that lives as long as the play
ROLES = {"Resepsjon": "reception", "Megler": "broker", "Notar": "notary", "Vert": "host", "Storskjerm": "screen"}
LONGEST_PLANNING = 60.0


@dataclass
class Evening:
    """One play. `say` is told what goes on."""

    script: Script
    server: Server
    say: Say
    count: Count = field(init=False)
    cast: dict[str, Visitor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.count = Count(self.script)
        self.base = f"/{self.script.exchange.slug}"
        self._left: set[str] = set()  # meetings that ended in an agreement

    async def play(self) -> list[str]:
        """All acts. Returns what does not add up, a line each; nothing when all does."""
        async with AsyncExitStack() as stack:
            for role in ("organiser", "public", *ROLES.values()):
                self.cast[role] = await stack.enter_async_context(Visitor(self.server.address))
            for act in (
                self.create,
                self.hand_out_links,
                self.import_files,
                self.sign_up_by_form,
                self.plan_and_publish,
                self.read_programmes,
                self.open_doors,
                self.hold_rounds,
                self.close,
            ):
                assert act.__doc__ is not None
                self.say(act.__doc__.splitlines()[0])
                await act()
            return differences(self.count, await self.report(), side_names())

    async def create(self) -> None:
        """The organiser makes the børs."""
        organiser, plan = self.cast["organiser"], self.script.exchange
        page = await organiser.look(self.server.new_exchange)
        day = datetime.combine(plan.date, time())
        await organiser.submit(
            page,
            page.form(),
            {
                "slug": plan.slug,
                "organiser": "Tove Arrangør",
                "password": PASSWORD,
                "name": plan.name,
                "place": plan.place,
                "doors_at": _typed(day, plan.doors),
                "gong_at": _typed(day, plan.gong),
                "signup_closes_at": _typed(day - timedelta(days=1), time(12)),
                "rounds": plan.rounds,
                "round_minutes": plan.round_minutes,
                "change_minutes": plan.change_minutes,
                "floor_minutes": plan.floor_minutes,
                "min_meetings": plan.min_meetings,
                "max_meetings": plan.max_meetings,
                "tables": "\n".join(table.name.replace(",", "") for table in plan.tables),
                "step_free": _with_feature(self.script, "step_free"),
                "quiet": _with_feature(self.script, "quiet"),
                "side_pairs": [" ".join(_in_order(pair)) for pair in plan.sides_that_meet],
                "categories": "\n".join(plan.categories),
            },
        )

    async def hand_out_links(self) -> None:
        """Each desk gets its link."""
        page = await self.cast["organiser"].look(f"{self.base}/styre/lenker")
        cards = re.findall(r"QR-kode til ([^\"]+)\".*?href=\"([^\"]+/inn/[a-z2-7]+)\"", page.text, re.DOTALL)
        links = dict(cards)
        for label, role in ROLES.items():
            await self.cast[role].look(links[label])

    async def import_files(self) -> None:
        """The municipality's sign-ups are imported: first as they came, then mended."""
        before = await self._people()
        for mended in (False, True):
            for name, content in (
                ("pameldinger.csv", csv_bytes(self.script, mended=mended)),
                ("pameldinger.xlsx", xlsx_bytes(self.script, mended=mended)),
            ):
                await self._import(name, content)
        self.say(f"  {await self._people() - before} people came in by file")

    async def _import(self, name: str, content: bytes) -> None:
        organiser = self.cast["organiser"]
        page = await organiser.look(f"{self.base}/styre/import")
        preview = await organiser.submit(page, page.form("/styre/import"), {"file": (name, content)})
        batch = preview.form(preview.url.path.rsplit("/", 1)[-1])
        if any(one.name == "take" for one in batch.fields):
            await organiser.submit(preview, batch, times=2)  # a finger slips: the same answer twice

    async def _people(self) -> int:
        """How many people are signed up, as the organiser's first page says."""
        text = (await self.cast["organiser"].look(f"{self.base}/styre")).text
        found = re.search(r'figure-number">(\d+)</span>\s*<span class="figure-label">deltakere', text)
        if found is None:
            raise Turned("the organiser's first page does not say how many people are signed up")
        return int(found[1])

    async def sign_up_by_form(self) -> None:
        """The others sign up by the public form, some pressing twice."""
        public = self.cast["public"]
        for party in (one for one in self.script.parties if one.via == "form"):
            page = await public.look(f"{self.base}/pamelding")
            typed = self._sign_up(party)
            while unknown := set(typed) - {one.name for one in page.form("pamelding").fields}:
                more = min(unknown).split(".")[0]
                page = await public.submit(page, page.form("pamelding"), {"more": more})
            await public.submit(page, page.form("pamelding"), typed, times=2)
        people = await self._people()
        if people != len(self.script.people):
            raise Turned(f"{people} people are signed up; the script has {len(self.script.people)}")

    def _sign_up(self, party: Party) -> dict[str, Any]:
        typed: dict[str, Any] = {"side": party.side, "name": party.name, "orgnr": party.orgnr or "", "rules": "1"}
        for number, key in enumerate(party.people):
            typed |= _person_typed(f"people.{number}", self.script.person(key))
        if not any(self.script.person(key).email or self.script.person(key).phone for key in party.people):
            typed["no_contact"] = "1"
        for kind, posts in (("offers", party.offers), ("needs", party.needs)):
            for number, post in enumerate(posts):
                typed |= _post_typed(f"{kind}.{number}", post)
        for kind, keys in (("wishes", party.wishes), ("vetoes", party.vetoes)):
            typed |= {f"{kind}.{number}": self.script.party(key).name for number, key in enumerate(keys)}
        return typed

    async def plan_and_publish(self) -> None:
        """The organiser plans, looks the draft over, and publishes."""
        organiser = self.cast["organiser"]
        page = await organiser.look(f"{self.base}/styre/program")
        await organiser.submit(page, page.form("/planlegg"), {"seconds": "5"})
        draft = await self._draft()
        published = await organiser.submit(draft, draft.form("/publiser"))
        self.say("  " + " · ".join(_figures(published)))

    async def _draft(self) -> Page:
        organiser = self.cast["organiser"]
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_PLANNING
        while loop.time() < until:
            page = await organiser.look(f"{self.base}/styre/program")
            found = re.search(r'href="([^"]+/styre/program/versjon/\d+)">Se over utkastet', page.text)
            if found:
                return await organiser.look(found[1])
            await asyncio.sleep(0.5)
        raise Turned("there was no draft in a minute")

    async def read_programmes(self) -> None:
        """Everybody opens their own page and takes the calendar home."""
        organiser, public = self.cast["organiser"], self.cast["public"]
        listed = await organiser.look(f"{self.base}/styre/aktorer")
        links: dict[str, str] = {}
        for card in sorted(set(re.findall(r'href="([^"]+/styre/aktorer/[A-Za-z0-9_-]+)"', listed.text))):
            page = await organiser.look(card)
            found = re.findall(r'href="([^"]+/p/[a-z2-7]+)">Siden til ([^<]+)<', page.text)
            links |= {name: link for link, name in found}
        for person in self.script.people:
            await public.look(links[person.name])
            self.count.calendars[person.key] = await public.fetch(f"{links[person.name]}/kalender.ics")
        sheets = await organiser.fetch(f"{self.base}/styre/program/ark.pdf")
        if not sheets.startswith(b"%PDF"):
            raise Turned("the sheets are not a PDF")

    async def open_doors(self) -> None:
        """The clock starts; people are checked in at the door, one comes unannounced, two never come."""
        await self._press("start")
        away = set(self.script.evening.no_shows)
        for person in (one for one in self.script.people if one.key not in away):
            await self._check_in(person)
        await self._walk_in()
        shown = re.search(r"<b>(\d+)</b> av (\d+) er kommet", (await self._door()).text)
        if shown is None or int(shown[1]) != len(self.count.came):
            raise Turned(f"the reception counts {shown and shown[1]}, we counted {len(self.count.came)}")

    async def _door(self, query: str = "") -> Page:
        return await self.cast["reception"].look(f"{self.base}/resepsjon{query}")

    async def _check_in(self, person: Person) -> None:
        page = await self._door(f"?q={person.name.replace(' ', '+')}")
        found = re.search(
            rf'name="person" value="([^"]+)">\s*<span class="guest-name">{person.name}<',
            page.text,
        )
        if found is None:
            raise Turned(f"{person.name} is not found at the door")
        await self.cast["reception"].submit(page, page.form("/resepsjon/kom"), {"person": found[1]}, times=2)
        self.count.came.add(person.key)

    async def _walk_in(self) -> None:
        guest, party = self.script.evening.walk_in.person, self.script.evening.walk_in.party
        page = await self.cast["reception"].look(f"{self.base}/resepsjon/ny")
        typed = {"person_name": guest.name, "name": party.name, "side": party.side, "rules_accepted": "1"}
        typed |= {
            "offer": party.offers[0].text,
            "need": party.needs[0].text,
            "phone": guest.phone,
            "email": guest.email,
        }
        await self.cast["reception"].submit(page, page.form("/resepsjon/ny"), typed, times=2)
        self.count.came.add(guest.key)
        self.count.walked_in += 1

    async def hold_rounds(self) -> None:
        """The gong: the rounds, then free floor; agreements are made all along."""
        waiting = list(self.script.agreements)
        stretches = self.script.exchange.rounds + 1  # the free floor is one more
        share = -(-len(waiting) // stretches)
        for stretch in range(1, stretches + 1):
            name = f"Runde {stretch}" if stretch < stretches else "Fri børs"
            await self._until(name)
            mine, waiting = waiting[:share], waiting[share:]
            for number, agreement in enumerate(mine):
                await self._agree(agreement, by_notary=number % 3 == 0)
            self.say(f"  {name}: {len(self.count.agreements)} agreements and intentions so far")

    async def _until(self, name: str) -> None:
        """The host presses on to the phase called so; the big screen follows."""
        for _press in range(4):
            shown = re.search(r"<h1>\s*([^<]+)", (await self.cast["screen"].look(f"{self.base}/storskjerm")).text)
            if shown and shown[1].strip() == name:
                return
            await self._press("neste")
        raise Turned(f"the big screen never said {name}, it says {shown and shown[1]}")

    async def _press(self, button: str) -> None:
        page = await self.cast["host"].look(f"{self.base}/klokke")
        await self.cast["host"].submit(page, page.form(f"/klokke/{button}"))

    async def _agree(self, agreement: Agreement, *, by_notary: bool) -> None:
        """A broker registers and a notary approves and knocks through; or the notary does it all on one form."""
        writer = self.cast["notary" if by_notary else "broker"]
        page = await writer.look(await self._where_to_register(writer, agreement))
        typed = self._terms(agreement)
        at_once = by_notary and not agreement.intention
        shown = await writer.submit(page, page.form(), typed | {"then": "knock" if at_once else "wait"}, times=2)
        if not agreement.intention and not at_once:
            notary = self.cast["notary"]
            seen = await notary.look(shown.url.path)
            approved = await notary.submit(seen, seen.form("/godkjenn"))
            shown = await notary.submit(approved, approved.form("/klubb"))
        if not agreement.intention and "Avtale nr." not in shown.text:
            raise Turned(f"{agreement.key} got no number")
        self.count.agreements.append(agreement)

    async def _where_to_register(self, writer: Visitor, agreement: Agreement) -> str:
        """From the meeting that the two sit in now, if they do; else from nothing."""
        first = agreement.promises[0]
        pair = {self.script.party(first.giver).name, self.script.party(first.receiver).name}
        page = await writer.look(f"{self.base}/megler")
        for table, one, other, link in re.findall(
            r'<b>([^<]+)</b>: ([^·<]+) · ([^<]+)</span>\s*<a [^>]*href="([^"]+\?mote=[^"]+)"', page.text
        ):
            if table and {one.strip(), other.strip()} == pair and link not in self._left:
                self._left.add(link)
                self.count.from_meetings += not agreement.intention
                return str(link)
        return f"{self.base}/avtale"

    def _terms(self, agreement: Agreement) -> dict[str, Any]:
        caller = self.script.party(agreement.calls_first).name
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
                typed[prefix + "giver"] = self.script.party(promise.giver).name
                typed[prefix + "receiver"] = self.script.party(promise.receiver).name
            typed[prefix + "what"] = promise.what
            typed[prefix + "quantity"] = promise.quantity or "etter avtale"
            typed[prefix + "due"] = promise.when or "innen ett år"
            typed[prefix + "category"] = promise.category.lower()
            typed[prefix + "hours"] = f"{promise.hours:g}".replace(".", ",")
            typed[prefix + "kroner"] = "" if promise.kroner is None else promise.kroner
        assert first.giver != first.receiver
        return typed

    async def close(self) -> None:
        """The gong closes the børstid; nobody can register any more, but the report is there."""
        await self._until("Gongen har gått")
        page = await self.cast["broker"].look(f"{self.base}/avtale")
        terms = self._terms(self.script.agreements[0]) | {"then": "wait"}
        await self.cast["broker"].submit(page, page.form(), terms, expect=422)
        for file, start in (("rapport.pdf", b"%PDF"), ("rapport.xlsx", b"PK")):
            if not (await self.cast["organiser"].fetch(f"{self.base}/{file}")).startswith(start):
                raise Turned(f"{file} is not what it says")

    async def report(self) -> Any:
        """The figures, as JSON."""
        import json

        return json.loads(await self.cast["organiser"].fetch(f"{self.base}/rapport.json"))


def _typed(day: datetime, at: time) -> str:
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


def _figures(page: Page) -> list[str]:
    found = re.findall(r'figure-number">([^<]+)<.*?figure-label">([^<]+)<', page.text, re.DOTALL)
    return [f"{number} {label}" for number, label in found]
