"""The notary desk's addresses: the queue, the form, an agreement; and what the parties have on their own phones."""

from borse.frame.routes import BROKER, NOTARY, PARTICIPANT, Door, action, page
from borse.notary import agreement_pages, form_pages, party_pages, queue_pages
from borse.notary.agreement_pages import steps

ROUTES = (
    page("/megler", queue_pages.broker_page, BROKER),
    page("/notar", queue_pages.notary_page, NOTARY),
    action("/notar/neste", queue_pages.take_next, NOTARY),
    page("/avtale", form_pages.new_page, BROKER),
    action("/avtale", form_pages.register, BROKER),
    page("/avtale/aktorer.json", form_pages.roster_of, BROKER),
    page("/avtale/{agreement}", agreement_pages.agreement_page, BROKER),
    page("/avtale/{agreement}/historikk", agreement_pages.history_page, BROKER),
    page("/avtale/{agreement}/rett", form_pages.correct_page, BROKER),
    action("/avtale/{agreement}/rett", form_pages.correct, BROKER),
    action("/avtale/{agreement}/godkjenn", steps["godkjenn"], NOTARY),
    action("/avtale/{agreement}/send-tilbake", steps["send-tilbake"], NOTARY),
    action("/avtale/{agreement}/klubb", steps["klubb"], NOTARY),
    action("/avtale/{agreement}/ta", steps["ta"], NOTARY),
    action("/avtale/{agreement}/legg-tilbake", steps["legg-tilbake"], NOTARY),
    action("/avtale/{agreement}/trekk", steps["trekk"], BROKER),
    page("/avtale/{agreement}/avtale.pdf", agreement_pages.paper, BROKER),
    page("/p/{personal}/avtaler", party_pages.agreements_page, PARTICIPANT),
    page("/p/{personal}/avtaler/ny", party_pages.draft_page, PARTICIPANT),
    action("/p/{personal}/avtaler/ny", party_pages.write_draft, PARTICIPANT),
    action("/p/{personal}/avtaler/{agreement}/stemmer", party_pages.say_the_word, PARTICIPANT),
    page("/p/{personal}/avtaler/{agreement}/avtale.pdf", party_pages.paper, PARTICIPANT),
)

DOORS = (Door("/megler", "Avtaler", BROKER, rooms=("/avtale",)), Door("/notar", "Notar", NOTARY))
