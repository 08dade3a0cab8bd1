"""`python -m calendar_tool` is `calendar-tool`."""

from calendar_tool.cli import main

main()
