"""Ids and numbers that look drawn by lot, and are the same for the same seed."""

import base64
import hashlib


def zoom_id(seed: str) -> str:
    """An id that looks like Zoom's: 22 characters."""
    return base64.urlsafe_b64encode(_bytes(seed, 16)).decode().rstrip("=")


def uuid(seed: str) -> str:
    """The UUID of a meeting or recording: 16 bytes in base64, so that it may hold slashes."""
    return base64.b64encode(_bytes(seed, 16)).decode()


def digits(seed: str, length: int) -> str:
    """A number of so many digits; it never starts with 0."""
    number = int.from_bytes(_bytes(seed, 12))
    return str(10 ** (length - 1) + number % (9 * 10 ** (length - 1)))


def passcode(seed: str) -> str:
    """A good passcode: ten characters, with small and capital letters, digits and a special character."""
    letters = "".join(chr(ord("a") + byte % 26) for byte in _bytes(seed, 5))
    return f"{letters.capitalize()}-{digits(seed, 4)}"


def _bytes(seed: str, size: int) -> bytes:
    return hashlib.blake2b(seed.encode(), digest_size=size).digest()
