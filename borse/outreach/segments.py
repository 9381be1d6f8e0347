"""How many SMS a text costs: 160 signs of the GSM alphabet, or 70 of any other (3GPP TS 23.038)."""

_GSM = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = "^{}\\[~]|€"


def segments(text: str) -> int:
    """The number of SMS that `text` is sent as."""
    if all(sign in _GSM or sign in _TWICE for sign in text):
        length, alone, together = sum(2 if sign in _TWICE else 1 for sign in text), 160, 153
    else:
        length, alone, together = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // together)
