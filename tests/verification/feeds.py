"""A small feed as it should be; the tests alter it."""

EVENT = """\
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260501T120000Z
CREATED:20260501T120000Z
LAST-MODIFIED:20260501T120000Z
SEQUENCE:0
DTSTART;TZID=Asia/Almaty:{start}
DTEND;TZID=Asia/Almaty:20261116T200000
SUMMARY;LANGUAGE=kk:Күй концерті\\, бірінші
  бөлім: Құрманғазы
LOCATION:Great Hall
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
"""

ZONE = """\
BEGIN:VTIMEZONE
TZID:Asia/Almaty
BEGIN:STANDARD
DTSTART:20260101T000000
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
TZNAME:+05
END:STANDARD
END:VTIMEZONE
"""

HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//calendar_tool//Programme//EN
LAST-MODIFIED:20260501T120000Z
NAME:Feed
X-WR-CALNAME:Feed
X-WR-TIMEZONE:Asia/Almaty
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
"""

END = "END:VCALENDAR\n"


def event(uid: str, start: str = "20261116T190000") -> str:
    return EVENT.format(uid=uid, start=start)


def octets(*parts: str) -> bytes:
    return "".join(parts).replace("\n", "\r\n").encode()


FEED = octets(HEAD, ZONE, event("a"), event("b"), END)
