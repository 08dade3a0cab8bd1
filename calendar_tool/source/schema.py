"""The programme file as JSON Schema (2020-12), from the tables that read it."""

from collections.abc import Callable
from typing import Any

from calendar_tool.source.event_keys import (
    CHANGE_TABLE,
    DEFAULTS_TABLE,
    EVENT_TABLE,
    REPEAT_TABLE,
    STAFF_TABLE,
    TICKETS_TABLE,
)
from calendar_tool.source.parse import FEED_TABLE, PROGRAMME_TABLE, SELECT_TABLE
from calendar_tool.source.records import (
    CONTACT_TABLE,
    IMAGE_TABLE,
    LINK_TABLE,
    PERSON_TABLE,
    ROOM_TABLE,
    TRACK_TABLE,
    VENUE_TABLE,
)

#: Every record of the format, by the name under which schema and documentation know it.
TABLES = {
    "programme": PROGRAMME_TABLE,
    "defaults": DEFAULTS_TABLE,
    **{
        table.name: table
        for table in (
            CHANGE_TABLE,
            CONTACT_TABLE,
            EVENT_TABLE,
            FEED_TABLE,
            IMAGE_TABLE,
            LINK_TABLE,
            PERSON_TABLE,
            REPEAT_TABLE,
            ROOM_TABLE,
            SELECT_TABLE,
            STAFF_TABLE,
            TICKETS_TABLE,
            TRACK_TABLE,
            VENUE_TABLE,
        )
    },
}


def json_schema(describe: Callable[[str, str], str]) -> dict[str, Any]:
    """Return the schema; `describe(record, key)` gives what a key is for, in some language."""
    defs: dict[str, Any] = {
        name: table.schema(describe) for name, table in TABLES.items() if name != "programme"
    }
    defs["events"] = {"type": "array", "items": {"$ref": "#/$defs/event"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **PROGRAMME_TABLE.schema(describe),
        "$defs": defs,
    }
