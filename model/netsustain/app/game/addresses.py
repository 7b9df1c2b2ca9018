"""Under which addresses of the local network this machine can be reached; nothing is sent to find out."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

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
