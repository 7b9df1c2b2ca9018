"""The door: who may come in, and who is who afterwards.

People come in with the join code, the facilitator with a secret of 192 bits that stands in no page. Either gets a
random token in a cookie that scripts cannot read and other sites cannot send; the server keeps its digest only. Wrong
codes are counted for each address and for all together: in three hours 254 addresses of a network can try some 277
thousand of 887 million codes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

from netsustain.app.buckets import Bucket, Buckets, Clock

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody reads as another."""
CODE_LENGTH = 6
SEAT_COOKIE, HOST_COOKIE = "netsustain_seat", "netsustain_host"
COOKIE_SECONDS = 12 * 3600


def new_code() -> str:
    """A join code: 31^6 are 887 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def new_secret() -> str:
    """A token or secret for an address or a cookie."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def same(given: str, kept: str) -> bool:
    """Whether a secret is the one whose digest was kept; in the same time whatever was given."""
    return hmac.compare_digest(digest(given), kept)


def cookie(name: str, token: str) -> str:
    """The value of a ``set-cookie`` header."""
    return f"{name}={token}; Max-Age={COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Strict"


class Attempts:
    """Wrong codes that may be tried: ten in a row and six a minute from an address, five a second from all together.

    A right code costs nothing, however many come from one address. Where all together have tried too often, an address
    that has given no wrong code for a while is heard all the same: nobody can shut the room to others by guessing.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._all = Bucket(300, 5.0, clock)
        self._by = Buckets(10, 0.1, clock)

    def allowed(self, address: str) -> bool:
        """Whether an address may try."""
        own = self._by.of(address)
        return not own.empty and (own.full or not self._all.empty)

    def failed(self, address: str) -> None:
        """A wrong code came from an address."""
        self._all.take()
        self._by.of(address).take()
