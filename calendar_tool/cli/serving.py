"""What `serve` does, once it is known which programmes and where."""

import asyncio
import gc
import ipaddress
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import typer

from calendar_tool.cli.misuse import misuse
from calendar_tool.cli.opening import today
from calendar_tool.cli.refusals import told
from calendar_tool.cli.reporting import language_of, tell
from calendar_tool.exporters.codes import code_in_blocks
from calendar_tool.load import STANDARD_INPUT, Loaded
from calendar_tool.reports import Source, concise
from calendar_tool.serving import Application, Keeper, Standing, claim, listen
from calendar_tool.wording import Words, words

#: An address of documentation (RFC 5737): nothing is sent there, it only has a way to it.
_OUTSIDE = ("192.0.2.1", 9)


def serve_all(paths: Sequence[str], host: str, port: int, *, opens: bool, watches: bool) -> bool:
    """Serve programmes until the process is told to stop; return whether there was any to serve."""
    if STANDARD_INPUT in paths:
        raise misuse(words(language_of([], None)).say("serve.stdin"))
    gc.enable()  # this is no short run
    teller = _Teller()
    keeper = Keeper(paths, lambda: today().astimezone(UTC), teller, watches=watches)
    standing = keeper.read()
    if not standing.parts:
        return False
    claimed = claim(host, port)
    here, port = claimed.getsockname()[:2]
    hosts = _hosts(here)
    addresses = [_address(one, port) for one in hosts]
    _tell(addresses, standing)
    if _is_here(here):
        teller.say(teller.says.say("serve.closed"))
    else:
        _warn(None if _is_here(hosts[-1]) else addresses[-1], teller.says)
    teller.say(teller.says.say("serve.end"))
    if opens:
        threading.Thread(target=webbrowser.open, args=(addresses[0],), daemon=True).start()

    async def follow(stop: asyncio.Event) -> None:
        async for _ in keeper.follow(stop):
            teller.say(f"{today():%H:%M:%S} {teller.says.say('serve.read')}")

    application = Application(keeper)
    beside = follow if watches else None
    asyncio.run(listen(application, claimed, beside, application.close))
    return True


class _Teller:
    """Tells findings on the terminal, and those that keep a programme back to its pages."""

    def __init__(self) -> None:
        self.says: Words = words(language_of([], None))

    def __call__(self, read: Sequence[Loaded] | Exception) -> Iterator[str]:
        if isinstance(read, Exception):
            line = told(read, self.says)
            self.say(line)
            yield line
            return
        self.says = words(language_of(read, None))
        with suppress(OSError):
            for one in read:
                tell(one, self.says.language, "frames", err=True)
        for one in filter(lambda one: one.is_broken, read):
            source = Source(Path(one.source.name).name, one.source.text)
            errors = (found for found in one.diagnostics if found.is_error)
            yield from (concise(found, source, self.says) for found in errors)

    def say(self, line: str) -> None:
        """Print a line; a terminal that is gone ends no server."""
        with suppress(OSError):
            typer.echo(line, err=True)


def _tell(addresses: Sequence[str], standing: Standing) -> None:
    """Say where the site and its calendars are to be found."""
    for address in addresses:
        typer.echo(address)
        for shown, _ in standing.parts.values():
            for language in shown.programme.languages:
                feed = f"{shown.programme.id}/{language}/all.ics"
                typer.echo(f"  webcal{address.removeprefix('http')}{feed}")


def _warn(address: str | None, says: Words) -> None:
    """Say loudly that others can read it, and lead phones to it if it is known where it is."""
    typer.echo(typer.style(says.say("serve.open"), bold=True, reverse=True), err=True)
    if address is None:
        typer.echo(says.say("serve.unknown"), err=True)
    else:
        _draw_code(address)


def _draw_code(address: str) -> None:
    if sys.stderr.isatty():
        for line in code_in_blocks(address):
            typer.echo(typer.style(line, fg="bright_white", bg="black"), err=True)


def _hosts(host: str) -> list[str]:
    """Return under which addresses a server is found: on this machine, and in its network."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - it is compared
        return [host]
    found = ["127.0.0.1"]
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(_OUTSIDE)
        found.append(way.getsockname()[0])
    return found


def _is_here(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
