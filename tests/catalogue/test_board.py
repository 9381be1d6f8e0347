"""The board: anybody reads what is offered and needed, finds it by word and kind, and learns nothing private."""

from borse.bus import Actor, Role
from borse.house import OpenExchange
from tests.builders import a_need, a_party, a_person
from tests.conftest import Client

VISITOR = Actor(role=Role.PUBLIC)


async def test_the_board_shows_what_everybody_offers_and_needs_and_nothing_more(
    client: Client, served: OpenExchange
) -> None:
    person = a_person("Trine Trehatt", email="trine@example.net")
    parties = [
        a_party("Husflidslaget", people=(person,), note="Vi må gå presis."),
        a_party("Lærerlaget", posts=(a_need("Vi søker lærere på Grønland.", categories=("lokaler",)),)),
    ]
    for party in parties:
        await served.bus.send(party, VISITOR)
    everything = await (await client.get("/prove/tavla")).text()
    assert "Vi stiller ansatte på dugnad." in everything
    for private in ("Trine", "trine@example.net", "Vi må gå presis."):
        assert private not in everything
    for query in ("kategori=lokaler", "sok=laerer+gronland", "slag=behov&sok=grønland"):
        found = await (await client.get(f"/prove/tavla?{query}")).text()
        assert "Grønland" in found
        assert "Husflidslaget" not in found
    assert "Ingen oppslag her" in await (await client.get("/prove/tavla?side=business")).text()
