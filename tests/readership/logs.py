"""Lines of logs, made up."""

from datetime import UTC, datetime

START = datetime(2026, 11, 1, tzinfo=UTC)
PHONE = "iOS/17.4.1 (21E236) dataaccessd/1.0"
GOOGLE = "Google-Calendar-Importer"
ALL = "city-day/ru/all.ics"


def line(
    at: datetime = START,
    status: int = 200,
    *,
    path: str = ALL,
    agent: str = PHONE,
    address: str = "192.0.2.1",
    method: str = "GET",
) -> bytes:
    """Return a line of the combined format; whatever is sent has 1,000 octets."""
    octets = 1000 if status == 200 else 0
    asked = f"{method} /{path} HTTP/1.1"
    written = f'{address} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "{asked}" {status} {octets} "-"'
    return f'{written} "{agent}"\n'.encode()
