"""From the doors to the closing gong: people come, the clock runs, agreements are made."""

import re

from scenarios.play.stage import Stage
from scenarios.play.typed import terms_typed
from scenarios.play.visitor import Page, Turned, Visitor
from scenarios.script import Agreement, Person, WalkIn


class Hall:
    """The acts of the evening itself."""

    def __init__(self, stage: Stage, left: set[str] | None = None) -> None:
        self.stage, self.script, self.cast, self.count = stage, stage.script, stage.cast, stage.count
        self.base, self.say = stage.base, stage.say
        # Meetings that ended in an agreement; several desks know of each other's.
        self._left = set() if left is None else left

    async def open_doors(self) -> None:
        """The clock starts; people are checked in at the door, one comes unannounced, two never come."""
        await self.press("start")
        away = set(self.script.evening.no_shows)
        for person in (one for one in self.script.people if one.key not in away):
            await self._check_in(person)
        for guest in self.script.evening.walk_ins:
            await self.walk_in(guest)
        shown = re.search(r"data-arrived>(\d+)<", (await self._door()).text)
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
        self.count.came[person.key] = 0

    async def walk_in(self, walk_in: WalkIn) -> None:
        guest, party = walk_in.person, walk_in.party
        page = await self.cast["reception"].look(f"{self.base}/resepsjon/ny")
        typed = {"person_name": guest.name, "name": party.name, "side": party.side, "rules_accepted": "1"}
        typed |= {
            "offer": party.offers[0].text,
            "need": party.needs[0].text,
            "phone": guest.phone,
            "email": guest.email,
        }
        await self.cast["reception"].submit(page, page.form("/resepsjon/ny"), typed, times=2)
        self.count.came[guest.key] = 0
        self.count.walked_in += 1

    async def hold_rounds(self) -> None:
        """The gong: the rounds, then free floor; agreements are made all along."""
        waiting = list(self.script.agreements)
        stretches = self.script.exchange.rounds + 1  # the free floor is one more
        share = -(-len(waiting) // stretches)
        for stretch in range(1, stretches + 1):
            name = f"Runde {stretch}" if stretch < stretches else "Fri børs"
            await self.until(name)
            mine, waiting = waiting[:share], waiting[share:]
            for number, agreement in enumerate(mine):
                await self.agree(agreement, by_notary=number % 3 == 0)
            self.say(f"  {name}: {len(self.count.agreements)} agreements and intentions so far")

    async def until(self, name: str) -> None:
        """The host presses on to the phase called so; the big screen follows."""
        for _press in range(4):
            shown = re.search(r"<h1>\s*([^<]+)", (await self.cast["screen"].look(f"{self.base}/storskjerm")).text)
            if shown and shown[1].strip() == name:
                return
            await self.press("neste")
        raise Turned(f"the big screen never said {name}, it says {shown and shown[1]}")

    async def press(self, button: str) -> None:
        page = await self.cast["host"].look(f"{self.base}/klokke")
        await self.cast["host"].submit(page, page.form(f"/klokke/{button}"))

    async def agree(self, agreement: Agreement, *, by_notary: bool) -> None:
        """A broker registers and a notary approves and knocks through; or the notary does it all on one form."""
        writer = self.cast["notary" if by_notary else "broker"]
        page = await writer.look(await self._where_to_register(writer, agreement))
        typed = terms_typed(self.script, agreement)
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

    async def close(self) -> None:
        """The gong closes the børstid; nobody can register any more, but the report is there."""
        await self.until("Gongen har gått")
        page = await self.cast["broker"].look(f"{self.base}/avtale")
        terms = terms_typed(self.script, self.script.agreements[0]) | {"then": "wait"}
        await self.cast["broker"].submit(page, page.form(), terms, expect=422)
        for file, start in (("rapport.pdf", b"%PDF"), ("rapport.xlsx", b"PK")):
            if not (await self.cast["organiser"].fetch(f"{self.base}/{file}")).startswith(start):
                raise Turned(f"{file} is not what it says")
