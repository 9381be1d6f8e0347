"""Passwords: argon2id, off the event loop, two at a time so that a burst of logins cannot fill the machine's memory."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()
_two = ThreadPoolExecutor(2, thread_name_prefix="password")

SHORTEST = 10


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


async def hash_slowly(password: str) -> str:
    """About 0.2 s of work."""
    return await asyncio.get_running_loop().run_in_executor(_two, hash_password, password)


async def is_password_slowly(password_hash: str, password: str) -> bool:
    """About 0.2 s of work."""
    return await asyncio.get_running_loop().run_in_executor(_two, is_password, password_hash, password)
