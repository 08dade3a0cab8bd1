"""The twin of a text: `all.ics.gz` beside `all.ics`, for servers that send what lies there.

A manifest does not list them: which files have one follows from name and size, and whatever is
called like a file of ours with `.gz` is ours as well. Must not know where a site lies.
"""

import zlib

#: What shrinks; paper and pictures are compressed in themselves.
_TEXTS = (".atom", ".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml")

#: Octets. What is smaller is sent in three packets and lies in one block of a disk: so are the
#: files of single events, most of a large site, which would otherwise have twice as many files.
_SMALLEST = 4096

_GZIP = 16 + zlib.MAX_WBITS


def twin(path: str) -> str:
    """Return the path of what is beside a file."""
    return f"{path}.gz"


def is_wanted(path: str, size: int) -> bool:
    """Return whether a file of that many octets is to have a twin."""
    return size >= _SMALLEST and path.endswith(_TEXTS)


def compress(content: bytes) -> bytes:
    """Return content as gzip without name and time (RFC 1952): equal texts give equal twins."""
    return zlib.compress(content, zlib.Z_BEST_COMPRESSION, _GZIP)


def is_twin(compressed: bytes, content: bytes) -> bool:
    """Return whether something is the gzip of a content, and of nothing more.

    Another zlib than ours may have made it, so it is unpacked, as far as the content goes.
    """
    reader = zlib.decompressobj(_GZIP)
    try:
        found = reader.decompress(compressed, len(content) + 1)
    except zlib.error:
        return False
    return found == content and reader.eof and not reader.unused_data
