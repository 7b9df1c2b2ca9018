"""The door: who may come in, and who is who afterwards.

People come in with the join code, the facilitator with a secret of 192 bits that stands in no page. Either gets a
random token in a cookie that scripts cannot read and other sites cannot send; the server keeps its digest only. Wrong
codes are counted for each address and for all together: a million codes cannot be tried in a workshop.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody reads as another."""
CODE_LENGTH = 6
SEAT_COOKIE, HOST_COOKIE = "netsustain_seat", "netsustain_host"
COOKIE_SECONDS = 12 * 3600
MOST_ADDRESSES = 2000


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


@dataclass
class Bucket:
    """So many at once, and so many a second afterwards."""

    most: float
    a_second: float
    clock: Callable[[], float] = time.monotonic
    left: float = field(init=False)
    since: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.since = self.most, self.clock()

    def _refill(self) -> None:
        now = self.clock()
        self.left = min(self.most, self.left + self.a_second * (now - self.since))
        self.since = now

    def take(self) -> bool:
        """Take one; whether there was one."""
        self._refill()
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True

    @property
    def empty(self) -> bool:
        """Whether nothing is left at the moment."""
        self._refill()
        return self.left < 1.0


class Attempts:
    """Wrong codes that may be tried: ten in a row and six a minute from an address, sixty a minute from all."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = Bucket(60, 1.0, clock)
        self._by: OrderedDict[str, Bucket] = OrderedDict()

    def allowed(self, address: str) -> bool:
        """Whether an address may try at all."""
        return not self._all.empty and not self._of(address).empty

    def failed(self, address: str) -> None:
        """A wrong code came from an address."""
        self._all.take()
        self._of(address).take()

    def _of(self, address: str) -> Bucket:
        if address not in self._by:
            if len(self._by) >= MOST_ADDRESSES:
                self._by.popitem(last=False)
            self._by[address] = Bucket(10, 0.1, self._clock)
        self._by.move_to_end(address)
        return self._by[address]
