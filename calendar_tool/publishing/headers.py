"""What every server of a site says of a file, whoever serves it (see docs/hosting.md)."""

from calendar_tool.publishing.manifest import media_type

#: A copy is as good as the original for a minute, and better than an error for a week, in seconds
#: (RFC 9111, RFC 5861): no name of ours changes with what a file holds, so none is kept for ever.
CACHING = "max-age=60, stale-if-error=604800"


def headers(path: str) -> dict[str, str]:
    """Return the headers that go with a file of a site: its type, its age, what it is for."""
    said = {"Content-Type": media_type(path), "Cache-Control": CACHING}
    if is_single(path):
        said["Content-Disposition"] = "attachment"
    return said


def is_single(path: str) -> bool:
    """Return whether a file is a single event, to be saved and not to be followed."""
    return "/event/" in path
