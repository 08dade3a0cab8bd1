"""The twins of a text: `all.ics.gz` and `all.ics.br` beside `all.ics`, for servers that send them.

A manifest does not list them: which files have some follows from name and size, and whatever is
called like a file of ours with such an ending is ours as well. Must not know where a site lies.
"""

import gzip
import zlib
from collections.abc import Callable
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]

#: What shrinks; paper and pictures are compressed in themselves.
_TEXTS = (".atom", ".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml")

#: Octets. What is smaller is sent in three packets and lies in one block of a disk: so are the
#: files of single events, most of a large site, which would otherwise have three times as many.
_SMALLEST = 4096

_GZIP = 16 + zlib.MAX_WBITS

#: As long as gzip at its best takes; the best of brotli would take forty times that.
_QUALITY = 6


class Coding(NamedTuple):
    """A content coding (RFC 9110 8.4.1), which gives equal texts equal twins.

    `expand` returns at most so many octets of a text, None if it was no whole one of this coding.
    """

    suffix: str
    compress: Callable[[bytes], bytes]
    expand: Callable[[bytes, int], bytes | None]


def is_compressible(path: str) -> bool:
    """Return whether a file is a text, which shrinks."""
    return path.endswith(_TEXTS)


def is_wanted(path: str, size: int) -> bool:
    """Return whether a file of that many octets is to have twins."""
    return size >= _SMALLEST and is_compressible(path)


def twins(path: str) -> list[str]:
    """Return the paths of what is beside a file."""
    return [path + coding.suffix for coding in CODINGS.values()]


def is_twin(coding: Coding, compressed: bytes, content: bytes) -> bool:
    """Return whether something is the twin of a content, and of nothing more.

    Another library than ours may have made it, so it is unpacked, as far as the content goes.
    """
    return coding.expand(compressed, len(content) + 1) == content


def _gzip(content: bytes) -> bytes:
    """Return gzip without name and time (RFC 1952)."""
    return gzip.compress(content, zlib.Z_BEST_COMPRESSION, mtime=0)


def _gunzip(compressed: bytes, most: int) -> bytes | None:
    reader = zlib.decompressobj(_GZIP)
    try:
        found = reader.decompress(compressed, most)
    except zlib.error:
        return None
    return found if reader.eof and not reader.unused_data else None


def _brotli(content: bytes) -> bytes:
    """Return brotli (RFC 7932)."""
    compressed = brotli.compress(content, quality=_QUALITY)
    assert isinstance(compressed, bytes)  # noqa: S101 - the library has no types
    return compressed


def _unbrotli(compressed: bytes, most: int) -> bytes | None:
    reader = brotli.Decompressor()
    try:
        found = reader.process(compressed, output_buffer_limit=most)
    except brotli.error:
        return None
    return found if reader.is_finished() else None


#: Each coding by its name in HTTP, the smaller one first.
CODINGS = {"br": Coding(".br", _brotli, _unbrotli), "gzip": Coding(".gz", _gzip, _gunzip)}
