"""What subscribers were told, kept so that a calendar never sees an entry go backwards.

Knows occurrences and what can be seen of them; must not know feeds, files, disks or clocks: it is
handed text and told the time.
"""

from calendar_tool.ledger.advancing import advance, forget, hidden, is_hidden, witness
from calendar_tool.ledger.errors import LedgerError
from calendar_tool.ledger.lines import read, write
from calendar_tool.ledger.published import read_entries, read_published
from calendar_tool.ledger.state import Ledger, Revision, Version, Was
from calendar_tool.ledger.telling import tell
from calendar_tool.ledger.tombstones import expires, is_over, is_still_on, tombstones

__all__ = [
    "Ledger",
    "LedgerError",
    "Revision",
    "Version",
    "Was",
    "advance",
    "expires",
    "forget",
    "hidden",
    "is_hidden",
    "is_over",
    "is_still_on",
    "read",
    "read_entries",
    "read_published",
    "tell",
    "tombstones",
    "witness",
    "write",
]
