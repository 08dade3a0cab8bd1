"""Logs as files, compressed or not, read line by line in bounded memory; and the site beside."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import cast

from calendar_tool.errors import RefusedError
from calendar_tool.load import STANDARD_INPUT
from calendar_tool.publishing import manifest
from calendar_tool.readership import LONGEST

_GZIP = b"\x1f\x8b"

#: How files begin that other programs have compressed, and what unpacks them.
_PACKED = {
    rb"\x28\xb5\x2f\xfd": "zstdcat",
    rb"\xfd7zXZ\0": "xzcat",
    rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)": "bzcat",
}


def lines(path: str) -> Iterator[bytes]:
    """Yield the lines of a log, or of standard input for `-`; of too long ones the beginning.

    Raises OSError, and RefusedError if it is compressed and damaged, or not with gzip.
    """
    with ExitStack() as opened:
        if path == STANDARD_INPUT:
            raw = cast(io.RawIOBase, sys.stdin.buffer)
        else:
            raw = opened.enter_context(io.FileIO(path))
        file = io.BufferedReader(raw)
        opened.callback(file.detach)  # standard input is not ours to close
        begin = file.peek()
        for packed, unpack in _PACKED.items():
            if re.match(packed, begin):
                raise RefusedError("stats.packed", path=path, unpack=f"{unpack} {quote(path)}")
        if not begin.startswith(_GZIP):
            yield from _cut(file.readline)
            return
        try:
            yield from _cut(gzip.GzipFile(fileobj=file).readline)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise RefusedError("stats.damaged", path=path) from error


def _cut(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while line := read(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = read(LONGEST + 1)


def changes(site: Path) -> Mapping[str, datetime]:
    """Return when each file of a published site changed last, by its path.

    Raises RefusedError if no site is there, or none of ours; and OSError.
    """
    found = manifest.read(site / manifest.NAME)
    if found is None:
        raise RefusedError("stats.no_site", path=site)
    return {record.path: record.modified for record in found.files}
