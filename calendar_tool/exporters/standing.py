"""How an event stands: the time at which a calendar shows it, its status, the words on its title.

Knows the rules for what is cancelled, postponed or not announced yet; must not know bytes or words.
"""

from datetime import timedelta
from typing import Literal, NamedTuple

from calendar_tool.model import Event, Programme, Status, When

_DAY = timedelta(days=1)

#: An event without a date is shown over the whole programme only if that is no longer.
_SHORT = timedelta(days=7)


class Standing(NamedTuple):
    """`prefix` and `suffix` name words of the table `feed`; empty where there are none."""

    when: When
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
    prefix: str = ""
    suffix: str = ""


def standing(event: Event, when: When, programme: Programme) -> Standing | None:
    """Return how an event stands that takes place at `when`; None if no calendar can show it."""
    shown, suffix = when, ""
    if when.start is not None:
        if when.tba:
            suffix = "time_tba"
        elif event.hours is not None and event.hours.tba and not when.has_clock:
            suffix = "hours_tba"
    elif event.previous is not None and event.previous.start is not None:
        shown = event.previous
    else:
        whole = When(start=programme.first_day, end=programme.last_day + _DAY, tba=True)
        if programme.last_day + _DAY - programme.first_day > _SHORT:
            return None
        shown, suffix = whole, "date_tba"
    if event.status is Status.CANCELLED:
        return Standing(shown, "CANCELLED", "cancelled")
    if event.status is Status.POSTPONED or shown is event.previous:
        return Standing(shown, "TENTATIVE", "postponed", suffix)
    sure = event.status is not Status.TENTATIVE and suffix != "date_tba"
    return Standing(shown, "CONFIRMED" if sure else "TENTATIVE", "", suffix)
