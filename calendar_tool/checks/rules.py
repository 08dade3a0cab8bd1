"""All rules, in the order of their codes."""

from calendar_tool.checks import identity, places, published, references, schedule, times, words

RULES = (
    times.outside_dates,
    times.skipped,
    times.not_announced,
    times.without_end,
    times.contradictory_repeat,
    times.very_many,
    times.unnamed_days,
    references.unknown_venue,
    references.unknown_person,
    references.unknown_track,
    references.never_used,
    references.unknown_room,
    references.unknown_event,
    schedule.room_taken,
    schedule.venue_taken,
    schedule.person_twice,
    schedule.too_far,
    places.too_small,
    places.doors_closed,
    words.untranslated,
    words.long_title,
    words.without_alt,
    words.unusual_age,
    words.not_shown,
    identity.id_twice,
    identity.without_id,
    published.another_id,
    identity.without_notice,
    published.vanished,
    published.moved,
    identity.without_address,
)

#: All that `ignore` can silence: the codes of the rules, and of findings made while reading.
CODES = frozenset({rule.code for rule in RULES} | {"T302", "T305", "T307", "I602", "N901"})
