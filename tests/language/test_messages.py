"""Our own messages in each language: every text is there, with the fields of the bokmål one."""

from contextvars import copy_context

import pytest

from borse.language import SOURCE, TONGUES, speak
from borse.outreach.fields import FIELD
from borse.outreach.suggestions import suggestions

# «Avtale nr.» is nynorsk too.
THE_SAME = {("nn", "agreement_copy", "sms")}


@pytest.mark.parametrize("code", sorted(set(TONGUES) - {SOURCE}))
def test_every_message_is_written_in_every_language(code: str) -> None:
    ours = suggestions()

    def spoken() -> None:
        speak(code)
        for name, wording in suggestions().items():
            assert wording.body != ours[name].body or (code, *name) in THE_SAME, name
            for text, source in ((wording.subject, ours[name].subject), (wording.body, ours[name].body)):
                assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(source)), name

    copy_context().run(spoken)
