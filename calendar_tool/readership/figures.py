"""What a log tells of the readers of feeds; encoded as JSON it is what `stats --json` prints."""

from datetime import datetime

from msgspec import Struct


class Answers(Struct, frozen=True, kw_only=True, rename="camel"):
    """Feeds that were asked for with GET: sent in full (200), not modified since (304)."""

    full: int
    unmodified: int

    @property
    def share(self) -> float | None:
        """The part that was not modified, from 0 to 1; None if nothing was asked for."""
        total = self.full + self.unmodified
        return self.unmodified / total if total else None


class ClientFigures(Answers, frozen=True, kw_only=True, rename="camel"):
    """A program and its subscribers, over all feeds; `once` of them came a single time.

    For a shared one `subscribers` is the number of feeds that it reads for whoever wants them.
    """

    client: str
    is_shared: bool
    subscribers: int
    once: int


class FeedFigures(Answers, frozen=True, kw_only=True, rename="camel"):
    """A feed and its subscribers; `shared` are the programs that read it for many people.

    `modified` is when the site changed it last, None if that is not known. `behind` are those that
    still come and have not asked since: what they hold is the state of `oldest`, in the worst case.
    It is None if `modified` is, or lies after the end of the log. `gone` have not come for a week.
    """

    path: str
    subscribers: int
    shared: tuple[str, ...]
    modified: datetime | None
    behind: int | None
    oldest: datetime | None
    gone: int


class Figures(Answers, frozen=True, kw_only=True, rename="camel"):
    """All that a log tells; `lines` = `requests` for feeds + `others` + `skipped`.

    `first` and `last` are the times of the first and last request for a feed. `answers` counts
    those by status. `harmful` are statuses that make Thunderbird switch a calendar off. Unless
    `is_complete`, there were more subscribers or feeds than are told apart, and less is known of
    those that came last.
    """

    lines: int
    requests: int
    others: int
    skipped: int
    first: datetime | None
    last: datetime | None
    answers: dict[int, int]
    harmful: dict[int, int]
    octets: int
    subscribers: int
    is_complete: bool
    clients: tuple[ClientFigures, ...]
    feeds: tuple[FeedFigures, ...]
