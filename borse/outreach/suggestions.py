"""Our own words for each message, which the organiser may put others in the place of (`wording.py`)."""

from dataclasses import dataclass

from borse.language import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text before its fields are filled in. SMS has no subject."""

    subject: str
    body: str
    is_own: bool = False


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
