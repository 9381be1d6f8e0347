"""The acts of the rough evening: who is missing, who is late, a tablet without a net, a server that dies in round 3."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from typing import Any

from borse.bus import Role
from borse.demo import id_of
from borse.ids import new_id
from scenarios.play.hall import Hall
from scenarios.play.pairing import choose_pin, pair
from scenarios.play.stage import Stage
from scenarios.play.tablet import Tablet
from scenarios.play.visitor import Page, Turned
from scenarios.rough.proof import Proof
from scenarios.rough.servers import Servers
from scenarios.script import Agreement, WalkIn

# Three tablets at the doors; the last one has no net for this long, and then sends so much of what it wrote twice.
DOORS, OFFLINE, OFFLINE_SECONDS, TWICE = (1, 2, 3), 3, 20 * 60, 0.1
CABLE_FOUND, SERVER_DIES = 2, 3
LATE_IN, REPLANNED_IN = (2, 3, 4), (1, 2, 4)
DESKS = 5
LONGEST_REPLANNING = 600.0


class RoughEvening:
    """`wrong` is what the players saw that should not be, a line each."""

    def __init__(self, stage: Stage, servers: Servers, seed: int) -> None:
        self.stage, self.script, self.count, self.say = stage, stage.script, stage.count, stage.say
        self.cast, self.base, self.servers = stage.cast, stage.base, servers
        self.chance = random.Random(seed)
        self.proof = Proof(servers.file(self.script.exchange.slug))
        self.halls = list(self._halls())
        self.tablets: dict[int, Tablet] = {}
        # Those whom the server can know of: not who stands on a tablet without a net.
        self.known: set[str] = set()
        # What tablets wrote, each entry once; and who was checked in on two of them.
        self.entries: set[str] = set()
        self.at_two: set[str] = set()
        # For each replan, who had something else to do in the rounds to come.
        self.moved: list[set[str]] = []
        self.wrong: list[str] = []

    def _halls(self) -> Iterable[Hall]:
        """Five desks, each with a broker and a notary; the first has the host as well."""
        left: set[str] = set()
        for number in range(1, DESKS + 1):
            desks = {role: self.cast[f"{role} {number}"] for role in ("broker", "notary")}
            stage = Stage(self.script, self.stage.server, self.say, self.cast | desks)
            stage.count = self.count
            yield Hall(stage, left)

    # ---- the doors ---------------------------------------------------------------------------------------------------

    async def pair_tablets(self) -> None:
        """The organiser pairs three tablets for the doors; nobody logs in."""
        organiser = self.cast["organiser"]
        await choose_pin(organiser, self.base)
        for number in DOORS:
            tablet = self.cast[f"door {number}"]
            await pair(organiser, tablet, self.base, f"Nettbrett {number}", Role.RECEPTION)
            self.tablets[number] = Tablet(tablet.address.with_path(f"{self.base}/ko"), tablet.session)

    async def open_doors(self) -> None:
        """People come to three tablets, one without a net; some to two of them; a wrong name is pressed, and undone."""
        await self.halls[0].press("start")
        evening = self.script.evening
        on_time = [one.key for one in self.script.people if one.key not in {*evening.no_shows, *evening.late}]
        for place, person in enumerate(on_time):
            self._check_in(1 + place % 3, person)
            if place % 25 == 0:  # they stood in the next queue as well
                self._check_in(1 + (place + 1) % 3, person)
                self.at_two.add(person)
            await self._send(1, 2)
        wrong = self._write(1, "CheckIn", person=id_of("person", self.chance.choice(evening.no_shows)))
        self._write(1, "UndoCheckIn", arrivals=[wrong])
        for number, guest in enumerate(evening.walk_ins):
            if number % 3 == 0:
                await self.halls[0].walk_in(guest)
            else:
                self._walk_in(number % 3 + 1, guest)
        await self._send(1, 2)

    def _check_in(self, number: int, person: str, round_: int = 0) -> None:
        self._write(number, "CheckIn", person=id_of("person", person))
        self.count.came.setdefault(person, round_)
        if number != OFFLINE:
            self.known.add(person)

    def _walk_in(self, number: int, guest: WalkIn) -> None:
        self._write(
            number,
            "RegisterWalkIn",
            name=guest.party.name,
            side=guest.party.side,
            person={"person": new_id(), "name": guest.person.name, "phone": guest.person.phone},
            offers=[post.text for post in guest.party.offers],
            needs=[post.text for post in guest.party.needs],
        )
        self.count.came[guest.person.key] = 0
        self.count.walked_in += 1

    def _write(self, number: int, kind: str, **data: Any) -> str:
        """An entry on one of the tablets. Its id."""
        entry = self.tablets[number].write(kind, ago=self._ago(number), **data)
        self.entries.add(entry)
        return entry

    def _ago(self, number: int) -> float:
        """How long ago it was written: just now, or some time in the minutes without a net."""
        return self.chance.uniform(0, OFFLINE_SECONDS) if number == OFFLINE else 0.0

    async def _send(self, *numbers: int) -> None:
        await asyncio.gather(*(self.tablets[number].drain() for number in numbers))

    # ---- the rounds --------------------------------------------------------------------------------------------------

    async def hold_rounds(self) -> None:
        """The rounds; the programme is mended as people turn out to be missing, late, or unannounced."""
        rounds = self.script.exchange.rounds
        # Nobody can write down what those agree on whom only a tablet without a net knows of: that comes later.
        unknown = {
            guest.party.key for number, guest in enumerate(self.script.evening.walk_ins) if number % 3 + 1 == OFFLINE
        }
        agreements = sorted(self.script.agreements, key=lambda one: bool(unknown & set(one.parties)))
        share = -(-len(agreements) // (rounds + 1))
        for number in range(1, rounds + 2):
            await self.halls[0].until(f"Runde {number}" if number <= rounds else "Fri børs")
            mine = agreements[(number - 1) * share : number * share]
            if number == CABLE_FOUND:
                await self._find_the_cable()
            if number in LATE_IN:
                for person in self.script.evening.late[number - LATE_IN[0] :: len(LATE_IN)]:
                    self._check_in(1 + number % 2, person, number)
            if number == SERVER_DIES:
                await self._go_on_while_the_server_dies(mine)
            else:
                await self._agree_on(mine)
            await self._send(1, 2)
            if number in REPLANNED_IN:
                await self._replan(number)
            stretch = f"round {number}" if number <= rounds else "free floor"
            self.say(f"  {stretch}: {len(self.count.agreements)} agreements and intentions so far")

    async def _agree_on(self, agreements: Sequence[Agreement]) -> None:
        """At five desks at once."""
        waiting = list(enumerate(agreements))

        async def at(hall: Hall) -> None:
            while waiting:
                place, agreement = waiting.pop()
                await hall.agree(agreement, by_notary=place % 3 == 0)

        await asyncio.gather(*(at(hall) for hall in self.halls))

    async def _find_the_cable(self) -> None:
        tablet = self.tablets[OFFLINE]
        tablet.write_again(self.chance, TWICE)
        entries = len(tablet.queue)
        await tablet.drain()
        self.known |= self.count.came.keys() & {person.key for person in self.script.people}
        self.say(
            f"  the third tablet was without a net for {OFFLINE_SECONDS // 60} minutes (so old its entries say that "
            f"they are; nobody waits here), and sent {entries}: {dict(tablet.answers)}, {len(tablet.notes)} notes"
        )

    async def _go_on_while_the_server_dies(self, agreements: Sequence[Agreement]) -> None:
        """All desks and tablets are at work when it is killed; whoever got no answer asks again, as people do."""
        half = len(agreements) // 2
        await self._agree_on(agreements[:half])
        await asyncio.gather(self._agree_on(agreements[half:]), self._send(1, 2), self.servers.die())
        self.say(
            f"  the server was killed, and answers again after {self.servers.up_seconds:.1f} s "
            "(the bar, 2 s: `python -m scenarios kills`)"
        )

    async def _replan(self, round_: int) -> None:
        """The organiser looks at the difference, and publishes it. What it holds is read from the file."""
        organiser, path = self.cast["organiser"], f"{self.base}/styre/program/underveis"
        version = self.proof.version()
        here = {id_of("person", person) for person in self.known} | self._walk_ins().keys()
        page = await organiser.look(path)
        began = asyncio.get_running_loop().time()
        await organiser.submit(page, page.form("/replanlegg"))
        page = await self._proposal(path, began)
        took = asyncio.get_running_loop().time() - began
        await organiser.submit(page, page.form("/publiser"))
        self.wrong += self.proof.faults_of_replan(version + 1, round_, here)
        self.moved.append(self.proof.moved(version + 1, round_))
        self.say(
            f"  replanned in {took:.1f} s beside all else (the bar, 5 s: `python -m scenarios replans`): "
            f"{len(self.moved[-1])} have something else to do"
        )

    async def _proposal(self, path: str, began: float) -> Page:
        while asyncio.get_running_loop().time() < began + LONGEST_REPLANNING:
            page = await self.cast["organiser"].look(path)
            if any(form.action.endswith("/publiser") for form in page.forms):
                return page
            await asyncio.sleep(0.1)
        raise Turned("there was no proposal in ten minutes")

    async def close(self) -> None:
        """The gong closes the børstid; everybody takes their calendar home."""
        await self.halls[0].until("Gongen har gått")
        keys = {id_of("person", person.key): person.key for person in self.script.people}
        keys |= self._walk_ins()
        for person, token in self.proof.tokens().items():
            self.count.calendars[keys[person]] = await self.cast["public"].fetch(f"{self.base}/p/{token}/kalender.ics")

    def _walk_ins(self) -> dict[str, str]:
        """Those whom the file has, by id: it gave some of them theirs."""
        keys = {guest.person.name: guest.person.key for guest in self.script.evening.walk_ins}
        return {one: keys[name] for one, name in self.proof.rows("select id, name from person where walk_in = 1")}
