"""Under which addresses of the local network this machine can be reached; nothing is sent to find out."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from typing import Any

TOWARDS = ("192.168.255.255", "10.255.255.255", "172.31.255.255", "169.254.255.255", "203.0.113.1")
"""Addresses whose way out shows which address of this machine would be used: private networks first."""


def local_addresses() -> list[str]:
    """IPv4 addresses of this machine in local networks, the likeliest first; none without a network."""
    found: dict[str, None] = {}
    for target in TOWARDS:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))  # of a datagram socket: chooses a way, sends nothing
            found[probe.getsockname()[0]] = None
    with contextlib.suppress(OSError):
        found |= dict.fromkeys(socket.gethostbyname_ex(socket.gethostname())[2])
    return [address for address in found if not ipaddress.ip_address(address).is_loopback]


def from_here(scope: Any) -> bool:
    """Whether a connection (ASGI scope) comes from this machine: by loopback, or from the very address it goes to."""
    client, server = ((scope.get(end) or ("",))[0] for end in ("client", "server"))
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(client).is_loopback or client == server
    return False


def is_address(text: str) -> bool:
    """Whether a text is an IPv4 address, no name: whom a name means is for others in the network to say."""
    with contextlib.suppress(ValueError):
        return not ipaddress.IPv4Address(text).is_unspecified
    return False
