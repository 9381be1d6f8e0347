"""Words are known under their forms, in compounds and misspelt, and not mistaken for others."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from borse.affinity import Post, standard_lexicon
from borse.affinity.reading import Reader
from borse.affinity.words import fold, stem

READER = Reader(standard_lexicon())


def matters(text: str, kind: str = "need") -> set[str]:
    post = Post(id="x", kind=kind, party="x", text=text)  # type: ignore[arg-type]  # the two kinds are written out below
    return {one.concept for one in READER.read(post).mentions if one.role in ("core", "taken")}


def test_folding_makes_keyboards_alike() -> None:
    assert fold("gård") == fold("gaard") == fold("gard")
    assert fold("kjøkken") == fold("kjoekken") == fold("kjokken")
    assert fold("lærling") == fold("lerling")


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("leksehjelparar", "leksehjelp"),
        ("korpsøvelsene", "ovingslokale"),
        ("regnskapsbistand", "regnskap"),
        ("brukte PC-skjermer", "pcskjerm"),
        ("håndballdrakter", "drakter"),
        ("klubbhuset må pusses litt opp", "oppussing"),
        ("laane lydanlegget", "lydutstyr"),
        ("kjorehjelp", "transport"),
    ],
)
def test_a_word_is_known_in_its_forms_and_compounds(text: str, concept: str) -> None:
    assert concept in matters(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("godt humør", "opptreden"),
        ("et vakkert landskap", "skap"),
        ("til et godt formål", "baller"),
        ("vi lager film", "lager"),
        ("aktiviteter for barn", "selskapslokale"),
        ("til gjengjeld", "okonomirad"),
        ("spisse pensler", "kiosk"),
    ],
)
def test_a_word_is_not_taken_for_another(text: str, concept: str) -> None:
    assert concept not in matters(text)


def test_the_sender_is_not_the_matter() -> None:
    assert matters("Korpset mangler kaker til basaren") == {"baking"}
    assert matters("Malermesteren tilbyr kaker", "offer") == {"baking"}


def test_several_threads_stem_alike() -> None:
    """The board is searched by several readers at once; a stemmer holds the word that it works on."""
    words = ["dugnadene", "regnskapene", "barnehagene", "møterommene", "foreningenes", "treningene"] * 200
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _number: [stem.__wrapped__(word) for word in words], range(4)))
    assert together == [alone] * 4
