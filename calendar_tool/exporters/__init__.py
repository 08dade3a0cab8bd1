"""Formats in which an edition of a programme is written down; they do not know each other."""

from calendar_tool.exporters import ics, text
from calendar_tool.exporters.format import Format

#: What `export` writes, by name.
FORMATS: dict[str, Format] = {form.name: form for form in (ics.FORMAT, text.TEXT)}
