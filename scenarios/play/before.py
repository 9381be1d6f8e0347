"""Until the doors open: a børs is made, people sign up, the programme is planned and read."""

import asyncio
import re

from scenarios.play.stage import DESKS, Stage
from scenarios.play.typed import plan_typed, sign_up_typed
from scenarios.play.visitor import Field, Page, Turned
from scenarios.signup_files import csv_bytes, xlsx_bytes

PASSWORD = "fem runde boller i vinduet"  # noqa: S105 -- of a børs that lives as long as the play
LONGEST_PLANNING = 600.0


class Before:
    """The acts of the weeks and days before."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.script, self.cast, self.count = stage, stage.script, stage.cast, stage.count
        self.base, self.say = stage.base, stage.say

    async def create(self) -> None:
        """The organiser makes the børs."""
        organiser = self.cast["organiser"]
        page = await organiser.look(self.stage.server.new_exchange)
        await organiser.submit(
            page,
            page.form(),
            {
                "slug": self.script.exchange.slug,
                "organiser": "Tove Arrangør",
                "password": PASSWORD,
                **plan_typed(self.script),
            },
        )

    async def hand_out_links(self) -> None:
        """Each desk gets its link."""
        page = await self.cast["organiser"].look(f"{self.base}/styre/lenker")
        cards = re.findall(r"QR-kode til ([^\"]+)\".*?href=\"([^\"]+/inn/[a-z2-7]+)\"", page.text, re.DOTALL)
        links = dict(cards)
        for label, role in DESKS.items():
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
            typed = sign_up_typed(self.script, party)
            while unknown := set(typed) - {one.name for one in page.form("pamelding").fields}:
                more = min(unknown).split(".")[0]
                page = await public.submit(page, page.form("pamelding"), {"more": more})
            await public.submit(page, page.form("pamelding"), typed, times=2)
            await self._ask_those_on_file(party.name)
        people = await self._people()
        if people != len(self.script.people):
            raise Turned(f"{people} people are signed up; the script has {len(self.script.people)}")

    async def _ask_those_on_file(self, party: str) -> None:
        """Who was on file speaks for one party more when they have said so; here they say it on the telephone."""
        organiser = self.cast["organiser"]
        listed = await organiser.look(f"{self.base}/styre/aktorer?sok={party}")
        found = re.search(r'href="([^"]+/styre/aktorer/[A-Za-z0-9_-]+)">', listed.text)
        if found is None:
            raise Turned(f"{party} is not on the organiser's list")
        card = await organiser.look(found[1])
        for one in card.forms:
            if "/hatt/" in one.action and Field("speaks", "yes") in one.fields:
                await organiser.submit(card, one)

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
        raise Turned("there was no draft in ten minutes")

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


def _figures(page: Page) -> list[str]:
    found = re.findall(r'figure-number">([^<]+)<.*?figure-label">([^<]+)<', page.text, re.DOTALL)
    return [f"{number} {label}" for number, label in found]
