"""Ports for servers that must be told theirs before they begin."""

import random
import socket

#: Linux as it comes gives these to nobody who asks for any port, so none is taken before the server
#: takes it.
_ASKED_FOR = range(20_000, 32_000)


def free_ports(number: int) -> list[int]:
    """Return different ports of 127.0.0.1 at which nobody listens."""
    mixed = random.sample(_ASKED_FOR, len(_ASKED_FOR))
    found = (port for port in mixed if _is_free(port))
    return [next(found) for _ in range(number)]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
