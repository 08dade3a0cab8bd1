"""The words of which a programme chooses one: RFC 5545's, JSCalendar's, schema.org's."""

from enum import StrEnum

#: In place of a venue id: there will be a venue, it has not been announced.
TBA = "TBA"


class Kind(StrEnum):
    """What sort of event it is."""

    CONFERENCE = "conference"
    SESSION = "session"
    TALK = "talk"
    CONCERT = "concert"
    EXHIBITION = "exhibition"
    SPORT = "sport"
    THEATER = "theater"
    CEREMONY = "ceremony"
    SCREENING = "screening"
    WORKSHOP = "workshop"
    TOUR = "tour"
    FESTIVAL = "festival"
    MEETING = "meeting"
    BREAK = "break"
    OTHER = "other"


class Status(StrEnum):
    """Whether it will take place (schema.org eventStatus, in one word)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class Visibility(StrEnum):
    """Who may see it; private things are for the staff and in no public output."""

    PUBLIC = "public"
    PRIVATE = "private"


class Access(StrEnum):
    """How one gets in."""

    FREE = "free"
    TICKET = "ticket"
    REGISTRATION = "registration"
    INVITATION = "invitation"


class Accessibility(StrEnum):
    """What is done so that everybody can take part."""

    STEP_FREE = "step-free"
    SIGN_LANGUAGE = "sign-language"
    CAPTIONS = "captions"
    AUDIO_DESCRIPTION = "audio-description"
    RELAXED = "relaxed"


class PersonKind(StrEnum):
    """What a record under `people` stands for."""

    PERSON = "person"
    GROUP = "group"
    ORGANIZATION = "organization"
    TEAM = "team"


class Shape(StrEnum):
    """The mark of a track on paper, for printers without colour and eyes without it."""

    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    RING = "ring"
    CIRCLE = "circle"
    STAR = "star"


class Every(StrEnum):
    """The step of a repetition."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
