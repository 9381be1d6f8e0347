"""Names for things: ids that anyone may mint, codes that people read aloud, tokens that nobody guesses."""

import hashlib
import hmac
import secrets
from base64 import b32encode
from uuid import uuid4

# No 0/O, 1/I/L, 8/B, 5/S, 2/Z, U/V: a code is read aloud at a noisy door and typed by cold fingers.
LETTERS = "ACDEFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 4


def new_id() -> str:
    """An id that a form, a tablet or a script makes for its command, and for the things the command creates."""
    return uuid4().hex


def following(id_: str, what: str) -> str:
    """The id of `what` comes along with `id_`: the same each time, so that a double click makes one thing.

    It does not give `id_` away. A post's id stands on the public board, and the id of the sign-up that it came with
    opens the receipt, with the personal links.
    """
    return hashlib.sha256(f"{id_} {what}".encode()).hexdigest()[:32]


def new_code() -> str:
    """A short code for a badge: 24⁴ = 331,776 of them, unique within one børs; it opens nothing by itself."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """A secret of 160 bits, for a cookie."""
    return b32encode(secrets.token_bytes(20)).decode().lower()


def link_token(key: bytes, link: str, generation: int) -> str:
    """The secret of a link, 130 bits: made from the børs's key, so that a sheet or a QR can be printed again.

    A higher `generation` is another secret, which revokes the earlier one (HMAC-SHA256, RFC 2104).
    """
    digest = hmac.digest(key, f"{link}:{generation}".encode(), "sha256")
    return b32encode(digest).decode().lower()[:26]


def pairing_code(key: bytes, link: str, generation: int) -> str:
    """The same link for fingers instead of a camera: 24⁸ = 10¹¹ of them, for some minutes only, behind a limit."""
    number = int.from_bytes(hmac.digest(key, f"{link}:{generation}:typed".encode(), "sha256"))
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(2 * CODE_LENGTH))


def fingerprint(token: str) -> str:
    """What the database keeps of a token to find it by. Tokens are random, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()
