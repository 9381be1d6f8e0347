"""The lexicon is read strictly, can be extended, and has no dead words."""

from pathlib import Path

import pytest

from borse.affinity import LexiconRefused, affinities, own_lexicon, standard_lexicon
from borse.affinity.answering import answers
from tests.affinity.builders import a_need, an_offer


def a_file(folder: Path, text: str) -> Path:
    path = folder / "eget.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_organiser_adds_a_concept_and_what_answers_it(tmp_path: Path) -> None:
    own = own_lexicon(
        [
            a_file(
                tmp_path,
                '[concept.bautastein]\nkind = "thing"\nnb = "bauta, bautastein"\nanswered_by = "gravemaskin 0.9"',
            )
        ]
    )
    posts = [a_need("Vi skal reise en bautastein"), an_offer("Minigraver med fører")]
    assert affinities(posts)["need"] == {}
    assert affinities(posts, lexicon=own)["need"]["offer"].score > 0.5


def test_an_organiser_adds_words_to_a_known_concept(tmp_path: Path) -> None:
    own = own_lexicon([a_file(tmp_path, '[concept.dugnad]\nkind = "work"\nnb = "talgøtnad"')])
    posts = [a_need("Vi trenger talgøtnad"), an_offer("Fire ansatte en dag")]
    assert affinities(posts, lexicon=own)["need"]["offer"].score > 0.5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[concept.x", "cannot be read"),
        ('[concept.x]\nkind = "work"\nnb = "a"\nnaer = "bil 1"', "unknown key"),
        ('[concept.x]\nkind = "dings"\nnb = "a"', "must be one of"),
        ('[concept.x]\nkind = "work"', "no words"),
        ('[concept.x]\nkind = "work"\nnb = "a"\nnear = "bil"', "a name and a number"),
        ('[concept.x]\nkind = "work"\nnb = "a"\nnear = "bil 2"', "from 0 to 1"),
        ('[concept.x]\nkind = "work"\nnb = "a"\nbroader = "ukjent"', "no concept"),
        ('[concept]\nx = "bil"', "not a table"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(LexiconRefused, match=told):
        own_lexicon([a_file(tmp_path, text)])


def test_no_word_of_the_lexicon_is_silenced_by_the_list_of_empty_words() -> None:
    lexicon = standard_lexicon()
    concepts = lexicon.concepts.values()
    assert {word for concept in concepts for word in concept.words} & set(lexicon.speech["stop"]) == set()
    assert {word for concept in concepts for word in concept.english} & set(lexicon.speech["english_stop"]) == set()


def test_every_concept_is_answered_best_by_itself() -> None:
    lexicon = standard_lexicon()
    table = answers(lexicon)
    assert (table.diagonal() == 1).all()
    assert table.max() <= 1
    assert table.min() >= 0


def test_a_word_of_a_narrower_concept_leaves_the_broader() -> None:
    lexicon = standard_lexicon()
    assert "symaskin" in lexicon.concepts["symaskin"].words
    assert "symaskin" not in lexicon.concepts["verktoy"].words
