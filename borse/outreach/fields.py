"""The named fields of a message, in curly brackets: which there are in each kind, and what they become."""

import re

from borse.exchange import Exchange
from borse.language import gettext as _
from borse.times import clock_time, long_date

FIELD = re.compile(r"\{([^{}\n]*)\}")

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


def of_exchange(exchange: Exchange) -> dict[str, str]:
    """The fields that say the same to everybody."""
    return {
        "bors": exchange.name,
        "dato": long_date(exchange.gong_at),
        "dorer": clock_time(exchange.doors_at),
        "gong": clock_time(exchange.gong_at),
        "sted": exchange.place,
        "kontakt": exchange.contact,
    }
