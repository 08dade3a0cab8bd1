"""Changes as JSON, for programs: what happened, to which entries, from what to what.

Must not know other formats.
"""

import json
from collections.abc import Iterable

from calendar_tool.changes import Change
from calendar_tool.changes.pairs import Pair
from calendar_tool.exporters.news import Line
from calendar_tool.model import Text, When
from calendar_tool.told import Told


def render(changes: Iterable[Change], lines: Iterable[Line]) -> bytes:
    """Return changes, with the line that tells each of them, as an array in UTF-8.

    Texts are objects by language; times are those of RFC 3339, and ends are excluded.
    """
    found = [
        {
            "kind": change.kind,
            "text": line.text,
            "entries": list(map(_pair, change.pairs)),
            "parts": list(map(_pair, change.parts)),
        }
        for change, line in zip(changes, lines, strict=True)
    ]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "uid": pair.uid,
        "id": pair.latest.id,
        "before": _told(pair.before) if pair.before else None,
        "after": _told(pair.after) if pair.after else None,
    }


def _told(told: Told) -> dict[str, object]:
    return {
        "title": _text(told.title),
        **_when(told.when),
        "status": told.status,
        "place": _text(told.place),
        "notice": _text(told.notice),
    }


def _when(when: When) -> dict[str, object]:
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "tba": when.tba,
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return dict(text.translations) if text is not None else None
