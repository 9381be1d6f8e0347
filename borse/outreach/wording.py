"""What a message says: plain text with named fields in curly brackets, as the organiser has it or as we suggest.

    Hei, {navn}! Programmet ditt: {lenke}

Nothing else in curly brackets is a field: a text with an unknown one is refused with a sentence. Texts that go into a
field are put in once and never read again, so nobody can smuggle a field in through the name of a party.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from borse.language import gettext as _
from borse.language import language
from borse.outreach.kinds import Channel
from borse.refusals import Invalid

FIELD = re.compile(r"\{([^{}\n]*)\}")
LONGEST_SUBJECT = 150
LONGEST_BODY = 3000

COMMON = ("navn", "aktor", "lenke", "kode", "bors", "dato", "dorer", "gong", "sted", "kontakt", "avmeld")
FIELDS: dict[str, tuple[str, ...]] = {
    "signed_up": (*COMMON, "ikkemeg"),
    "speak_for": (*COMMON, "meldtpa", "svar"),
    "reconfirm": (*COMMON, "svar"),
    "programme_ready": (*COMMON, "program"),
    "programme_changed": (*COMMON, "endringer", "program"),
    "changed_now": (*COMMON, "endringer"),
    "extra_meeting": (*COMMON, "mote", "svar"),
    "moved": (*COMMON, "var", "svar"),
    "post_judged": (*COMMON, "dom", "oppslag", "merknad"),
    "starts_soon": (*COMMON, "program"),
    "agreement_copy": (*COMMON, "avtale", "nummer"),
    "link_again": COMMON,
}


def field_names() -> dict[str, str]:
    """What each field becomes, in words."""
    return {
        "navn": _("navnet på deltakeren"),
        "aktor": _("hvem deltakeren kommer fra"),
        "lenke": _("deltakerens egen side"),
        "kode": _("deltakerens kode"),
        "bors": _("navnet på børsen"),
        "dato": _("dagen i ord"),
        "dorer": _("når dørene åpner"),
        "gong": _("når gongen går"),
        "sted": _("stedet"),
        "kontakt": _("hvordan arrangøren nås"),
        "avmeld": _("lenke for å slippe flere meldinger"),
        "svar": _("siden der en svarer ja eller nei"),
        "ikkemeg": _("siden der en sier at noen andre meldte en på"),
        "meldtpa": _("hvem noen har meldt på i deltakerens navn"),
        "program": _("møtene, ett på hver linje"),
        "mote": _("møtet som en megler foreslår, eller hva som ble av det"),
        "endringer": _("hva som var, og hva som er nå"),
        "var": _("når og hvor det skulle vært"),
        "dom": _("hva som er gjort med oppslaget"),
        "oppslag": _("ordene i oppslaget nå"),
        "merknad": _("hva arrangøren skriver om det"),
        "avtale": _("hva avtalen sier"),
        "nummer": _("avtalens nummer"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text before its fields are filled in. SMS has no subject."""

    subject: str
    body: str
    is_own: bool = False


def wording_of(db: Database, kind: str, channel: str) -> Wording:
    """The organiser's own text in the language that is spoken now, else ours. Paper reads as e-mail does."""
    means = "sms" if channel == "sms" else "email"
    row = next(
        db.query(
            "select subject, body from message_template where kind = ? and channel = ? and language = ?",
            [kind, means, language()],
        ),
        None,
    )
    return Wording(**row, is_own=True) if row else suggestions()[kind, means]


def checked(kind: str, subject: str, body: str, *, sms: bool) -> Wording:
    """A text that the organiser wrote. Raises Invalid, a sentence for each of `subject` and `body`."""
    errors = {}
    for name, text, most in (("subject", subject, LONGEST_SUBJECT), ("body", body, LONGEST_BODY)):
        if name == "subject" and sms:
            continue
        if not text.strip():
            errors[name] = _("Dette feltet må fylles ut.")
        elif len(text) > most:
            errors[name] = _("Bruk høyst %(most)s tegn.") % {"most": most}
        elif unknown := [field for field in FIELD.findall(text) if field not in FIELDS[kind]]:
            errors[name] = _("Feltet {%(unknown)s} finnes ikke her. Bruk ett av disse: %(known)s.") % {
                "unknown": unknown[0],
                "known": ", ".join(f"{{{field}}}" for field in FIELDS[kind]),
            }
    if errors:
        raise Invalid(errors)
    return Wording(subject="" if sms else " ".join(subject.split()), body=body.replace("\r\n", "\n").strip())


def with_way_out(body: str, kind: str, channel: Channel) -> str:
    """A text that does not say how to be rid of messages does so at its end. Paper and what was asked for need not.

    A receipt goes to an address that anybody may have typed, so it also says what to do for whoever did not.
    """
    if kind == "signed_up" and "{ikkemeg}" not in body and channel != "paper":
        not_me = _("Ikke deg? {ikkemeg}") if channel == "sms" else _("Har du ikke meldt deg på? Si fra her: {ikkemeg}")
        body += ("\n" if channel == "sms" else "\n\n") + not_me
    if "{avmeld}" in body or channel == "paper" or kind in {"link_again", "changed_now", "extra_meeting"}:
        return body
    if channel == "sms":
        return body + "\n" + _("Stopp: {avmeld}")
    return body + "\n\n" + _("Vil du ikke ha flere meldinger? {avmeld}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its fields filled in. A field without a value, and its line if it stands alone, goes away."""
    kept = [line for line in text.split("\n") if not _is_only_empty(line, values)]
    filled = FIELD.sub(lambda found: values.get(found[1], found[0]), "\n".join(kept))
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def _is_only_empty(line: str, values: Mapping[str, str]) -> bool:
    found = FIELD.fullmatch(line.strip())
    return found is not None and values.get(found[1]) == ""


def suggestions() -> dict[tuple[str, str], Wording]:
    """Our own texts by kind and channel, in the language that is spoken now. Short words: many read a new language."""
    return {
        ("signed_up", "email"): Wording(
            subject=_("Du er påmeldt {bors}"),
            body=_(
                "Hei, {navn}!\n\nDu er påmeldt {bors}. Du kommer fra {aktor}.\n\n"
                "Når: {dato}. Dørene åpner kl. {dorer}, og gongen går kl. {gong}.\nHvor: {sted}\n\n"
                "Dette er din side. Der ser du hva vi har skrevet ned, og der kommer programmet ditt:\n{lenke}\n\n"
                "Koden din er {kode}. Vis den i døra.\n\nLenken er bare din. Ikke gi den til andre.\n\n{kontakt}"
            ),
        ),
        ("signed_up", "sms"): Wording(
            subject="", body=_("Du er påmeldt {bors} {dato} kl. {dorer}. Kode: {kode}. Din side: {lenke}")
        ),
        ("speak_for", "email"): Wording(
            subject=_("Snakker du for {meldtpa}?"),
            body=_(
                "Hei, {navn}!\n\nNoen har meldt på {meldtpa} til {bors}, og skrev at du kommer derfra.\n\n"
                "Stemmer det? Svar ja eller nei her:\n{svar}\n\n"
                "Svarer du ikke, skjer det ingenting: du snakker ikke for dem.\n\n{kontakt}"
            ),
        ),
        ("speak_for", "sms"): Wording(
            subject="", body=_("Noen har meldt på {meldtpa} til {bors} i ditt navn. Stemmer det? Svar her: {svar}")
        ),
        ("reconfirm", "email"): Wording(
            subject=_("Kommer du på {bors}?"),
            body=_(
                "Hei, {navn}!\n\nSnart er det {bors}: {dato} kl. {dorer}, {sted}.\n\n"
                "Kommer du? Svar ja eller nei her:\n{svar}\n\n"
                "Svar også hvis du ikke kan. Da får de andre noen å snakke med.\n\n{kontakt}"
            ),
        ),
        ("reconfirm", "sms"): Wording(
            subject="", body=_("Kommer du på {bors} {dato} kl. {dorer}? Svar ja eller nei her: {svar}")
        ),
        ("programme_ready", "email"): Wording(
            subject=_("Programmet ditt for {bors}"),
            body=_(
                "Hei, {navn}!\n\nNå er programmet klart for {bors}, {dato}. Dørene åpner kl. {dorer}.\n\n"
                "Disse møter du:\n{program}\n\nHer ser du hvorfor dere møtes, og hva de kan og trenger:\n{lenke}\n\n"
                "Koden din er {kode}.\n\n{kontakt}"
            ),
        ),
        ("programme_ready", "sms"): Wording(
            subject="", body=_("Programmet ditt for {bors} er klart. Se hvem du møter: {lenke} Kode: {kode}")
        ),
        ("programme_changed", "email"): Wording(
            subject=_("Programmet ditt for {bors} er endret"),
            body=_(
                "Hei, {navn}!\n\nNoe er endret i programmet ditt for {bors}.\n\n{endringer}\n\n"
                "Hele programmet ditt:\n{lenke}\n\n{kontakt}"
            ),
        ),
        ("programme_changed", "sms"): Wording(
            subject="", body=_("Endring i programmet ditt for {bors}.\n{endringer}\nSe alt: {lenke}")
        ),
        ("changed_now", "email"): Wording(
            subject=_("Nytt i programmet ditt nå"),
            body=_("Hei, {navn}!\n\n{endringer}\n\nHele programmet ditt:\n{lenke}"),
        ),
        ("changed_now", "sms"): Wording(subject="", body=_("{endringer}\nDin side: {lenke}")),
        ("extra_meeting", "email"): Wording(
            subject=_("Et møte på {bors}"), body=_("Hei, {navn}!\n\n{mote}\n\nSe mer og svar her:\n{svar}")
        ),
        ("extra_meeting", "sms"): Wording(subject="", body=_("{mote}\nSe mer og svar: {svar}")),
        ("moved", "email"): Wording(
            subject=_("{bors} er flyttet"),
            body=_(
                "Hei, {navn}!\n\n{bors} er flyttet.\n\nFør: {var}\n"
                "Nå: {dato}, {sted}. Dørene åpner kl. {dorer}, og gongen går kl. {gong}.\n\n"
                "Kan du komme da? Svar ja eller nei her:\n{svar}\n\nDin side: {lenke}\n\n{kontakt}"
            ),
        ),
        ("moved", "sms"): Wording(
            subject="",
            body=_("{bors} er flyttet. Nå: {dato} kl. {dorer}, {sted}. Kan du komme? Svar her: {svar}"),
        ),
        ("post_judged", "email"): Wording(
            subject=_("Om oppslaget deres på {bors}"),
            body=_(
                "Hei, {navn}!\n\n{dom}\n\n{oppslag}\n\n{merknad}\n\n"
                "Du kan endre oppslaget på din side:\n{lenke}\n\n{kontakt}"
            ),
        ),
        ("post_judged", "sms"): Wording(
            subject="", body=_("{bors}. {dom}\n{oppslag}\n{merknad}\nEndre det her: {lenke}")
        ),
        ("starts_soon", "email"): Wording(
            subject=_("{bors} begynner om en time"),
            body=_(
                "Hei, {navn}!\n\nOm en time åpner dørene til {bors}: kl. {dorer}, {sted}.\n\n"
                "Programmet ditt:\n{program}\n{lenke}\n\nKoden din er {kode}. Vis den i døra.\n\n{kontakt}"
            ),
        ),
        ("starts_soon", "sms"): Wording(
            subject="", body=_("{bors}: dørene åpner kl. {dorer}, {sted}. Kode: {kode}. Program: {lenke}")
        ),
        ("agreement_copy", "email"): Wording(
            subject=_("Avtale nr. {nummer} fra {bors}"),
            body=_(
                "Hei, {navn}!\n\nDette ble avtalt på {bors}. Avtalen har nummer {nummer}.\n\n{avtale}\n\n"
                "Si fra til arrangøren når den er gjort.\n\n{kontakt}"
            ),
        ),
        ("agreement_copy", "sms"): Wording(subject="", body=_("{bors}, avtale nr. {nummer}:\n{avtale}")),
        ("link_again", "email"): Wording(
            subject=_("Lenken din til {bors}"),
            body=_(
                "Hei, {navn}!\n\nHer er lenken til din side på {bors}:\n{lenke}\n\nKoden din er {kode}.\n\n"
                "Har du ikke bedt om dette? Da kan du se bort fra det.\n\n{kontakt}"
            ),
        ),
        ("link_again", "sms"): Wording(subject="", body=_("Din side på {bors}: {lenke} Kode: {kode}")),
    }
