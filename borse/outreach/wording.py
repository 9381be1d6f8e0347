"""What a message says: plain text with named fields in curly brackets, as the organiser has it or as we suggest.

    Hei, {navn}! Programmet ditt: {lenke}

Nothing else in curly brackets is a field: a text with an unknown one is refused with a sentence. Texts that go into a
field are put in once and never read again, so nobody can smuggle a field in through the name of a party.
"""

import re
from collections.abc import Mapping

from sqlite_utils import Database

from borse.language import gettext as _
from borse.language import language
from borse.outreach.fields import FIELD, FIELDS
from borse.outreach.kinds import Channel
from borse.outreach.suggestions import Wording, suggestions
from borse.refusals import Invalid

LONGEST_SUBJECT = 150
LONGEST_BODY = 3000


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
