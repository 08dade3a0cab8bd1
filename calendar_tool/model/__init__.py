"""The programme as a value: frozen, silent, and without a memory of the file it came from.

Knows itself and places; must not know files, formats, clocks, or the languages of its readers.
Vocabulary is RFC 5545's, JSCalendar's and schema.org's; references between records are ids.
"""

from calendar_tool.model.records import (
    NO_ORIGIN,
    Change,
    Contact,
    Event,
    Feed,
    Image,
    Link,
    Origin,
    Person,
    Programme,
    Repeat,
    Role,
    Room,
    Selection,
    Staff,
    Tickets,
    Track,
    Venue,
)
from calendar_tool.model.terms import (
    TBA,
    Access,
    Accessibility,
    Every,
    Kind,
    PersonKind,
    Shape,
    Status,
    Visibility,
)
from calendar_tool.model.text import (
    Text,
)
from calendar_tool.model.when import (
    Hours,
    Opening,
    When,
)

__all__ = [
    "NO_ORIGIN",
    "TBA",
    "Access",
    "Accessibility",
    "Change",
    "Contact",
    "Event",
    "Every",
    "Feed",
    "Hours",
    "Image",
    "Kind",
    "Link",
    "Opening",
    "Origin",
    "Person",
    "PersonKind",
    "Programme",
    "Repeat",
    "Role",
    "Room",
    "Selection",
    "Shape",
    "Staff",
    "Status",
    "Text",
    "Tickets",
    "Track",
    "Venue",
    "Visibility",
    "When",
]
