"""`python -m calendar_tool` and `calendar-tool`: the command line, with little in front of it."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends with 130, in silence."""
    try:
        from calendar_tool.cli import main as run  # noqa: PLC0415 - most of a short run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
