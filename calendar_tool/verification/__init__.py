"""A site as its readers get it, read back before anybody sees it.

Knows formats and links; must not know programmes, nor where a site lies.
"""

from collections.abc import Mapping

import msgspec

from calendar_tool.errors import CalendarToolError
from calendar_tool.verification.fault import Fault
from calendar_tool.verification.feeds import Feeds
from calendar_tool.verification.links import Links


def verify(site: Mapping[str, bytes]) -> None:
    """Read every file of a site, by path.

    Feeds follow our own rules for bytes and are read by icalendar; links that begin at the file
    they stand in lead to files of the site; JSON and XML are whole. Raises CalendarToolError with
    the path of the first file that is at fault: the fault is ours, not an author's.
    """
    feeds, links = Feeds(), Links(site)
    for path in site:
        try:
            match path[path.rfind(".") :]:
                case ".ics":
                    feeds.check(site[path])
                case ".html":
                    links.check_html(path, site[path])
                case ".xml" | ".atom":
                    links.check_xml(path, site[path])
                case ".json":
                    _check_json(site[path])
        except Fault as fault:
            raise CalendarToolError(f"{path}: {fault}") from fault


def _check_json(content: bytes) -> None:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Fault(f"not JSON: {error}") from error
