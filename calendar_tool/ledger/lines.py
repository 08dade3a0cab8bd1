"""A ledger as text, and back: JSON Lines, sorted so that a difference is easy to read.

One line an entry in order of UID, then one a version, then one a change that people were told of.
Made to be committed and merged line by line with git's `merge=union`: lines that contradict each
other are settled so that no subscriber can be left with an old state.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from calendar_tool.changes.kinds import ChangeKind
from calendar_tool.changes.notices import Notice, latest
from calendar_tool.ledger.advancing import highest, outdoes
from calendar_tool.ledger.errors import LedgerError
from calendar_tool.ledger.state import Ledger, Revision, Version, Was
from calendar_tool.ledger.times import read_when, write_when
from calendar_tool.model import Kind, Role, Status, Text
from calendar_tool.text import clean
from calendar_tool.told import Stamp, Told

_Instant = Annotated[datetime, Meta(tz=True)]
_Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
_Words = dict[str, str]


#: What git writes between two versions that it could not merge.
_CONFLICT = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")


class _Refused(Exception):  # noqa: N818 - a message between functions of this file
    """A line that is none of ours; `str` is the key of a sentence."""


class _Was(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    when: str
    place: _Words | None = None
    until: _Instant


class _Line(Struct, tag_field="line", forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    pass


class _Entry(_Line, tag="entry", kw_only=True):
    uid: str
    id: str | None = None
    key: str = ""
    sequence: _Count
    created: _Instant
    modified: _Instant
    gone: _Instant | None = None
    title: _Words
    when: str
    status: Status = Status.CONFIRMED
    previous: str | None = None
    notice: _Words | None = None
    place: _Words | None = None
    venue: str | None = None
    room: str | None = None
    track: str | None = None
    kind: Kind | None = None
    people: tuple[Role, ...] = ()
    tags: tuple[str, ...] = ()
    whole: str | None = None
    was: _Was | None = None
    digest: str


class _Past(_Line, tag="past", kw_only=True):
    uid: str
    sequence: _Count
    created: _Instant
    modified: _Instant


class _Version(_Line, tag="version", kw_only=True):
    number: _Count
    at: _Instant
    digest: str


class _Notice(_Line, tag="notice", kw_only=True):
    version: _Count
    at: _Instant
    kind: ChangeKind
    uids: Annotated[tuple[str, ...], Meta(min_length=1)]
    id: str | None = None
    text: _Words


_decode = msgspec.json.Decoder(_Entry | _Past | _Version | _Notice).decode
_encode = msgspec.json.Encoder().encode


def write(ledger: Ledger) -> bytes:
    """Return the ledger as text in UTF-8; equal ledgers give equal bytes."""
    return b"".join(_encode(line) + b"\n" for line in _lines(ledger))


def read(content: bytes, path: str) -> Ledger:
    """Return the ledger that a text holds; no text at all is a ledger of nothing.

    Of lines about one UID the highest SEQUENCE is kept, then the newest, then what takes place. If
    they contradict each other, so that some subscribers may have the one and some the other, the
    entry will be told again; what one of them says has left the feed for good is not in it.
    Raises LedgerError, which names `path` and the number of the line.
    """
    entries: dict[str, Revision] = {}
    past: dict[str, Stamp] = {}
    versions: dict[int, Version] = {}
    notices: dict[tuple[int, str, tuple[str, ...]], Notice] = {}
    for number, text in enumerate(content.split(b"\n"), 1):
        if not text or text.isspace():
            continue
        try:
            line = _read_line(text)
        except _Refused as refused:
            raise LedgerError(str(refused), path=path, line=number) from refused
        if isinstance(line, Revision):
            uid = line.told.uid
            entries[uid] = _settled(entries[uid], line) if uid in entries else line
        elif isinstance(line, Notice):
            notices[line.version, line.kind, line.uids] = line
        elif isinstance(line, Version):
            known = versions.setdefault(line.number, line)
            versions[line.number] = max(known, line, key=lambda one: one.at)
        else:
            uid, stamp = line
            past[uid] = highest(past[uid], stamp) if uid in past else stamp
    for uid in past.keys() & entries.keys():
        past[uid] = highest(past[uid], entries.pop(uid).stamp)
    return Ledger(
        entries=entries,
        past=past,
        versions=tuple(one for _, one in sorted(versions.items())),
        notices=latest(notices.values()),
    )


def _settled(one: Revision, other: Revision) -> Revision:
    """Return what two lines about one entry come to."""
    ranked = sorted((one, other), key=lambda line: (line.stamp[::2], line.gone is None))
    loser, winner = ranked
    if outdoes(winner.stamp, loser.stamp):
        return winner
    stamp = highest(one.stamp, other.stamp)
    if (one.told.digest, one.gone is None) == (other.told.digest, other.gone is None):
        return replace(winner, stamp=stamp)
    return replace(winner, stamp=stamp, told=replace(winner.told, digest=""))


# -- writing


def _lines(ledger: Ledger) -> Iterator[_Line]:
    for uid in sorted({*ledger.entries, *ledger.past}):
        revision = ledger.entries.get(uid)
        if revision is not None:
            yield _entry(revision)
        else:
            yield _Past(uid=uid, **ledger.past[uid]._asdict())
    for version in ledger.versions:
        yield _Version(number=version.number, at=version.at, digest=version.digest)
    for one in ledger.notices:
        yield _Notice(
            version=one.version,
            at=one.at,
            kind=one.kind,
            uids=one.uids,
            id=one.id,
            text=dict(one.text.translations),
        )


def _entry(revision: Revision) -> _Entry:
    told, was = revision.told, revision.was
    return _Entry(
        uid=told.uid,
        id=told.id,
        key=told.key,
        **revision.stamp._asdict(),
        gone=revision.gone,
        title=dict(told.title.translations),
        when=write_when(told.when),
        status=told.status,
        previous=write_when(told.previous) if told.previous is not None else None,
        notice=_words(told.notice),
        place=_words(told.place),
        venue=told.venue,
        room=told.room,
        track=told.track,
        kind=told.kind,
        people=told.people,
        tags=told.tags,
        whole=told.whole,
        was=_Was(when=write_when(was.when), place=_words(was.place), until=was.until)
        if was is not None
        else None,
        digest=told.digest,
    )


def _words(text: Text | None) -> _Words | None:
    return dict(text.translations) if text is not None else None


# -- reading


def _read_line(text: bytes) -> Revision | Version | Notice | tuple[str, Stamp]:
    if text.startswith(_CONFLICT):
        raise _Refused("conflict")
    try:
        line = _decode(text)
        if isinstance(line, _Entry):
            return _revision(line)
        if isinstance(line, _Version):
            return Version(number=line.number, at=_utc(line.at), digest=line.digest)
        if isinstance(line, _Notice):
            return _notice(line)
        return _clean(line.uid), _stamp(line)
    except msgspec.ValidationError as error:
        raise _Refused("foreign") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _Refused("broken") from error
    except (ValueError, OverflowError) as error:
        raise _Refused("foreign") from error


def _revision(line: _Entry) -> Revision:
    told = Told(
        uid=_clean(line.uid),
        id=line.id,
        key=line.key,
        title=_text(line.title),
        when=read_when(line.when),
        status=line.status,
        previous=read_when(line.previous) if line.previous is not None else None,
        notice=_text(line.notice) if line.notice is not None else None,
        place=_text(line.place) if line.place is not None else None,
        venue=line.venue,
        room=line.room,
        track=line.track,
        kind=line.kind,
        people=line.people,
        tags=tuple(map(_clean, line.tags)),
        whole=line.whole,
        digest=line.digest,
    )
    was = line.was
    return Revision(
        told=told,
        stamp=_stamp(line),
        was=_read_was(was) if was is not None else None,
        gone=_utc(line.gone) if line.gone is not None else None,
    )


def _notice(line: _Notice) -> Notice:
    return Notice(
        version=line.version,
        at=_utc(line.at),
        kind=line.kind,
        uids=tuple(map(_clean, line.uids)),
        id=line.id,
        text=_text(line.text),
    )


def _read_was(was: _Was) -> Was:
    place = _text(was.place) if was.place is not None else None
    return Was(when=read_when(was.when), place=place, until=_utc(was.until))


def _text(written: Mapping[str, str]) -> Text:
    if not written:
        raise ValueError
    return Text(tuple((language, _clean(text)) for language, text in written.items()))


def _clean(text: str) -> str:
    """Return a text that may go into a feed as it is; raises ValueError for any other."""
    if not text or (not text.isprintable() and clean(text) != text):
        raise ValueError(text)
    return text


def _stamp(line: _Entry | _Past) -> Stamp:
    return Stamp(line.sequence, _utc(line.created), _utc(line.modified))


def _utc(at: datetime) -> datetime:
    if at.tzinfo is not UTC or at.microsecond:
        return at.astimezone(UTC).replace(microsecond=0)
    return at
