"""Formats in which an edition of a programme is written down; they do not know each other."""

from importlib import import_module

from calendar_tool.exporters.format import Format

#: What `export` writes, by name, and in which file or folder here each format is its FORMAT.
FORMATS = {
    "ics": "ics",
    "text": "text",
    "csv": "table",
    "jscalendar": "jscalendar",
    "json-ld": "json_ld",
    "schedule-xml": "schedule_xml",
    "schedule-json": "schedule_json",
}


def format_named(name: str) -> Format:
    """Return a format; only its own file is imported, since each brings libraries along."""
    found: Format = import_module(f"{__name__}.{FORMATS[name]}").FORMAT
    return found
