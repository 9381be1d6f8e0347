"""The weights of affinity: one table that can be read aloud, with a reason beside each number.

The numbers were set on the development half of scenarios/affinity and measured on the other half (docs/affinity.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Role = str
CORE, WORKED_ON, PURPOSE, CONTEXT, TAKEN = "core", "worked on", "purpose", "context", "taken"
ROLES = (CORE, WORKED_ON, PURPOSE, CONTEXT, TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How much each kind of evidence counts; all numbers from 0 to 1."""

    # -- the lexicon
    reach: float = 0.45  # an offer broader than the need ("kurs" for "førstehjelpskurs") may do, one must ask
    narrower: float = 0.85  # an offer narrower than the need ("konsert" for "underholdning") nearly always does
    inherited: float = 0.6  # what answers the broader need often answers this one too
    detour: float = 0.7  # what is narrower than something near is a step further off (an electrician and redecorating)
    sibling: float = 0.15  # who gives shelves may have a table too; who lends a ladder rarely has a sewing machine
    step: float = 0.8  # each further step up or down the tree is less sure

    # -- how much of a need one mention is
    role_weight: Mapping[Role, float] = field(
        default_factory=lambda: {
            CORE: 1.0,  # what it is about
            WORKED_ON: 0.25,  # the wall that is painted: says which painting, not what is asked for
            PURPOSE: 0.3,  # "bil til flytting": the moving explains the car
            CONTEXT: 0.1,  # for whom, when, where: settles draws between offers
            TAKEN: 1.0,  # things that the writer wants to be rid of are what it is about
        }
    )
    form_weight: float = 0.3  # "kurs", "råd" beside a subject: the subject decides
    hands_weight: float = 0.35  # "folk" beside a task: the task decides
    clear_senses: int = 2  # a word of one or two concepts is clear ...
    unclear_weight: float = 0.85  # ... of more, each is a little less sure
    head_weight: float = 0.95  # "klatrekveld" is a kind of evening, as nearly all compounds are
    modifier_weight: float = 0.45  # first half of a compound ("fotball" in "fotballkafé"): half the meaning at most
    carried_weight: float = 0.9  # ... unless the second half is empty ("regnskapshjelp")
    misspelt_weight: float = 0.85  # a guess at what was meant
    best: float = 0.5  # half by the best-answered part of a need (a list is answered by one thing of it) ...
    # ... and the other half by how much of the whole need is answered

    # -- which role answers which (need's role, offer's role); absent = nothing
    role_answers: Mapping[tuple[Role, Role], float] = field(
        default_factory=lambda: {
            (CORE, CORE): 1.0,
            (CORE, WORKED_ON): 0.12,  # who washes cars does not lend one
            (WORKED_ON, CORE): 0.15,  # who lends a hall does not paint it
            (WORKED_ON, WORKED_ON): 1.0,  # both paint a wall
            (CORE, PURPOSE): 0.6,  # "bil til flytting" does help who asks for help to move
            (PURPOSE, CORE): 0.8,
            (PURPOSE, PURPOSE): 1.0,
            (PURPOSE, WORKED_ON): 0.3,
            (WORKED_ON, PURPOSE): 0.3,
            (CONTEXT, CONTEXT): 1.0,
            (CONTEXT, CORE): 0.5,  # "konsert på sykehjemmet" and a choir
            (CORE, CONTEXT): 0.35,
            (WORKED_ON, CONTEXT): 0.5,
            (CONTEXT, WORKED_ON): 0.5,
            (TAKEN, TAKEN): 1.0,  # to be rid of furniture: who fetches furniture
            (TAKEN, CORE): 0.1,  # ... and not who gives some away
            (CORE, TAKEN): 0.1,
        }
    )

    done_not_taught: float = 0.6  # who asks for a talk on loneliness is not answered by a visit

    # -- putting the parts together: each takes away its share of the doubt that is left
    lexicon: float = 0.85  # the best single part when measured
    words: float = 0.45  # the same rare word in both is strong also where the lexicon is silent
    words_contradicted: float = 0.3  # ... but "låne bil" and "vaske bil" share a word, and the lexicon knows better
    silent: float = 0.25  # below this the lexicon says that two posts it understands have little to do with each other
    model: float = 0.2  # likeness of sentences knows no direction: it may only add
    categories: float = 0.1  # a shared box says little (boxes are wrong or wide), yet it is better than nothing
    guessed_category: float = 0.6  # a box that the text implies, beside one that was ticked
    wish: float = 0.35  # the party asked to meet them: worth a meeting though no words agree

    wrong_way: float = 0.3  # an "offer" that says "vi trenger ...", or a need that offers: rarely meant
    threshold: float = 0.05  # below this nobody would call it an affinity
    worth_saying: float = 0.05  # less evidence than this is no reason to show
    clearly_alike: float = 0.5  # from here two sentences are called alike, if nothing better can be said
    at_most: int = 40  # offers kept per need; nobody reads further, and a file of a million pairs helps no one

    # -- pairs for the planning desk
    pair_floor: float = 0.12  # less than this is not a reason to put two parties at a table
    pair_wish: float = 0.35  # a wish is worth about one fair answer
    mutual: float = 1.15  # both have something for the other: that makes agreements


POLICY = Policy()
