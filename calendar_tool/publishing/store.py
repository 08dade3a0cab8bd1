"""A site in an object store (S3, Google Cloud Storage, Azure), which can replace one object only.

So the order is all, and what has vanished stays for a day. One publisher at a time writes, each
object only over the one that it has seen, and a journal beside tells the next what an interrupted
one may have changed. Must not know how a store is reached.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from msgspec.structs import replace

from calendar_tool.publishing import journal, manifest, upload
from calendar_tool.publishing.bucket import Bucket, OvertakenError, Version
from calendar_tool.publishing.draft import File, Reader, Report, Verify, draft, vanished
from calendar_tool.publishing.errors import PublishingError
from calendar_tool.publishing.journal import Hold, Journal
from calendar_tool.publishing.manifest import Imprint, Manifest, Record
from calendar_tool.publishing.paths import is_portable

#: A publisher that gives no sign of life for so long is dead: see `upload.BATCH`.
LEASE = timedelta(minutes=5)

#: How long what has vanished stays: somebody may just be reading the page that led to it.
_GRACE = timedelta(days=1)

_SCHEMES = frozenset({"s3", "gs", "az"})


class _Seen(NamedTuple):
    """What stood in a store when it was looked at."""

    journal: Journal
    version: Version | None
    manifest: Manifest | None
    objects: Mapping[str, Version]
    doubtful: frozenset[str]

    def has(self, path: str) -> bool:
        """Return whether an object is there, as the manifest says for all we know."""
        return path in self.objects and path not in self.doubtful


class Store:
    """The `Target` that an address leads to: `s3://bucket/folder`.

    Raises PublishingError for an address that no store can have. A publisher without a sign of life
    for `lease` is held for dead.
    """

    def __init__(self, address: str, *, lease: timedelta = LEASE) -> None:
        self._address, self._lease = _checked(address), lease
        self._bucket = Bucket(self._address)
        self._seen: _Seen | None = None

    def __str__(self) -> str:
        return self._address

    def begin(self) -> None:
        """Look at what stands there; PublishingError while another publisher is at work."""
        known, version = journal.read(self._bucket)
        if journal.is_held(self._bucket, known, self._lease):
            minutes = -(-self._lease // timedelta(minutes=1))
            raise PublishingError("busy", path=self, minutes=minutes)
        found = self._bucket.read(manifest.NAME)
        path = f"{self}/{manifest.NAME}"
        old = manifest.decode(found[0], path) if found is not None else None
        objects = self._bucket.versions()
        if objects and old is None and version is None:
            raise self._refusal("foreign", str(self), version)
        self._seen = _Seen(known, version, old, objects, frozenset(known.doubtful))

    def manifest(self) -> Manifest | None:
        """Return the manifest of what is published, None if nothing is."""
        return self._look().manifest

    def read(self, path: str) -> bytes | None:
        """Return a file of what is published, None if there is none."""
        found = self._bucket.read(path) if path in self._look().objects else None
        return found[0] if found is not None else None

    def recipes(self) -> dict[str, str]:
        """Return by which recipes objects were made that are there, by path."""
        seen = self._look()
        return {
            record.path: record.recipe
            for record in (seen.manifest.files if seen.manifest else ())
            if record.recipe and seen.has(record.path)
        }

    def is_current(self, inputs: str, now: datetime) -> bool:
        """Return whether a site was made from these inputs, and nothing is left to be deleted.

        Each object must be there; what it holds is not read.
        """
        seen = self._look()
        return (
            seen.manifest is not None
            and seen.manifest.is_of(inputs, now.date())
            and not seen.doubtful
            and not _due(seen.journal.vanished, now)
            and all(seen.has(record.path) for record in seen.manifest.files)
        )

    def publish(
        self,
        files: Iterable[File],
        *,
        now: datetime,
        inputs: str,
        expires: date | None,
        verify: Verify,
        keep_last: bool = True,
    ) -> Report:
        """Replace a site object by object; what is in its place already is not sent.

        Unless `keep_last`, all that has vanished is deleted at once. After an error before the
        first object, the old site is as it was; after a later one each object is an old or a new
        one, under the old manifest, and the next publication sends what is in doubt.
        """
        seen, self._seen = self._look(), None
        with TemporaryDirectory() as name:
            folder = Path(name)
            site = draft(files, folder, seen.manifest, now, partial(self._keep, seen, folder))
            new = site.close(Imprint(now, inputs, expires))
            if new == seen.manifest and manifest.NAME not in seen.doubtful:
                site.written.remove(manifest.NAME)
            self._refuse_strangers(seen, site.written)
            verify(site)
            gone = _gone(seen, new, now)
            due = _due(gone, now) if keep_last else list(gone)
            with self._holding(seen, site.written, gone) as hold:
                upload.send(self._bucket, site, seen.objects, hold)
                upload.delete(self._bucket, due, hold)
                rest = {path: since for path, since in gone.items() if path not in due}
                hold.write(Journal(writer=hold.journal.writer, vanished=rest))
        report = site.report(vanished(seen.manifest, new), at_once=False)
        return report._replace(exclusive=self._bucket.conditional)

    def _look(self) -> _Seen:
        """Return what stood there, when the present publication began."""
        if self._seen is None:
            self.begin()
        assert self._seen is not None  # noqa: S101 - or `begin` would have raised
        return self._seen

    def _keep(
        self, seen: _Seen, folder: Path, record: Record, content: bytes | None
    ) -> Reader | None:
        """Return what reads a file that the store has, from the disk if it was made anyhow."""
        if not seen.has(record.path):
            return None
        if content is None:
            return partial(self._fetch, record.path)
        here = folder / record.path
        here.parent.mkdir(parents=True, exist_ok=True)
        here.write_bytes(content)
        return here.read_bytes

    def _fetch(self, path: str) -> bytes:
        found = self._bucket.read(path)
        if found is None:
            raise PublishingError("overtaken", path=self)
        return found[0]

    def _refuse_strangers(self, seen: _Seen, paths: Iterable[str]) -> None:
        """Raise PublishingError if an object that we did not store is in the way of a new one."""
        ours = {manifest.NAME, *_listed(seen.manifest), *seen.doubtful, *seen.journal.vanished}
        for path in paths:
            if path in seen.objects and path not in ours:
                raise self._refusal("stranger", f"{self}/{path}", seen.version)

    def _refusal(self, key: str, path: str, version: Version | None) -> PublishingError:
        """Return what is wrong with objects that were met: another may just have stored them."""
        overtaken = journal.read(self._bucket)[1] != version
        return (
            PublishingError("overtaken", path=self)
            if overtaken
            else PublishingError(key, path=path)
        )

    @contextmanager
    def _holding(
        self, seen: _Seen, written: Iterable[str], gone: dict[str, datetime]
    ) -> Iterator[Hold]:
        """Keep other publishers out until the journal says so; PublishingError if one wins.

        After an error the next one need not wait, and finds what is in doubt.
        """
        doubtful = tuple(sorted(seen.doubtful.union(written)))
        held = Journal(writer=str(uuid4()), at_work=True, doubtful=doubtful, vanished=gone)
        try:
            hold = Hold(self._bucket, seen.version, held)
            try:
                hold.probe()
                yield hold
            except BaseException:
                with suppress(PublishingError, OvertakenError):
                    hold.write(replace(held, at_work=False))
                raise
        except OvertakenError as error:
            raise PublishingError("overtaken", path=self) from error


def _checked(address: str) -> str:
    """Return an address without a slash at its end; PublishingError unless a store can have it.

    What stands there is shown to people: it may hold no password, and asks for nothing.
    """
    try:
        parts = urlsplit(address.rstrip("/"))
    except ValueError as error:
        raise PublishingError("address", path="…") from error
    folder = parts.path[1:]
    plain = parts.scheme in _SCHEMES and is_portable(parts.netloc) and "@" not in parts.netloc
    if not plain or parts.query or parts.fragment or (folder and not is_portable(folder)):
        raise PublishingError("address", path=f"{parts.scheme}://{parts.hostname or ''}…")
    return parts.geturl()


def _listed(listing: Manifest | None) -> set[str]:
    return {record.path for record in listing.files} if listing is not None else set()


def _gone(seen: _Seen, new: Manifest, now: datetime) -> dict[str, datetime]:
    """Return the objects that were ours and are in no site any more, and since when."""
    listed = _listed(seen.manifest)
    ours = listed | seen.doubtful | seen.journal.vanished.keys()
    since = {path: at for path, at in seen.journal.vanished.items() if path not in listed}
    paths = ours - _listed(new) - {manifest.NAME}
    return {path: since.get(path, now.astimezone(UTC)) for path in sorted(paths)}


def _due(gone: Mapping[str, datetime], now: datetime) -> list[str]:
    """Return the objects that nobody can still be reading."""
    return [path for path, since in gone.items() if now - since >= _GRACE]
