"""The objects below one address of a store; the only module that knows the library for stores.

Keys and the store's own address come from the environment as the library reads it. Must not know
what the objects are.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    GenericError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import from_url

from calendar_tool.publishing.errors import PublishingError

if TYPE_CHECKING:
    from obstore import Attributes, ObjectMeta, PutMode, PutResult, UpdateVersion
    from obstore.store import RetryConfig

#: A request may last 30 s (the library's own limit), and is not repeated after this time.
_RETRY: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=45)}

#: The address of the store itself; the library panics at what is none.
_ENDPOINTS = ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AZURE_STORAGE_ENDPOINT")

#: Where a machine that a provider lends asks for its keys, when there are none in the environment.
_LENT = re.compile(r"/latest/(?:api|meta-data)/|/computeMetadata/|/metadata/identity/")

_STATUS = re.compile(r"status code: (\d{3}[ \w-]*)")


class OvertakenError(Exception):
    """An object is not the one that was to be replaced."""


class Version(NamedTuple):
    """What tells states of an object apart: for S3 and Azure the tag, for GCS the number.

    A list of objects in GCS has no numbers; then it is that of the object just before it is stored.
    """

    tag: str | None
    number: str | None


class Bucket:
    """Objects by path, below an address.

    Raises PublishingError for whatever a store refuses, or if there is none. `conditional` becomes
    False once the store is known to replace an object whatever it is by then.
    """

    def __init__(self, address: str) -> None:
        _check_endpoints(address)
        self.address = address
        self.conditional = True
        self._numbered = address.startswith("gs:")
        try:
            self._store = from_url(address, retry_config=_RETRY)
        except (BaseError, ValueError) as error:
            raise PublishingError("settings", path=address) from error

    def read(self, path: str) -> tuple[bytes, Version] | None:
        """Return what an object holds, None if there is none."""
        with suppress(FileNotFoundError), self._refusing():
            found = obstore.get(self._store, path)
            return bytes(found.bytes()), _version(found.meta)
        return None

    def versions(self) -> dict[str, Version]:
        """Return all objects; raises PublishingError if there is no bucket."""
        found: dict[str, Version] = {}
        with self._refusing():
            for some in obstore.list(self._store):
                found |= {meta["path"]: _version(meta) for meta in some}
        return found

    def put(
        self, path: str, content: bytes, headers: Mapping[str, str], over: Version | None
    ) -> Version:
        """Store an object in the place of the one of a version, or of none; return its version.

        Raises OvertakenError if there is another by now.
        """
        try:
            mode = self._mode(path, over) if self.conditional else None
            return self._put(path, content, headers, mode)
        except (AlreadyExistsError, PreconditionError, FileNotFoundError) as error:
            found = self.read(path)
            if found is not None and found[0] == content:
                return found[1]  # a request that was repeated has met itself
            raise OvertakenError(path) from error
        except NotImplementedError:
            self.conditional = False
            return self._put(path, content, headers, None)

    def probe(self, path: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Find out whether the store keeps conditions, on an object that already holds this."""
        if self.conditional:
            never: PutMode = {"e_tag": f'"{"0" * 32}"', "version": "0"}
            try:
                self._put(path, content, headers, never)
            except (AlreadyExistsError, PreconditionError):
                return
            except NotImplementedError:
                pass
            self.conditional = False

    def delete(self, path: str) -> None:
        """Remove an object if there is one."""
        with suppress(FileNotFoundError), self._refusing():
            obstore.delete(self._store, path)

    def age(self, path: str, clock: str) -> timedelta:
        """Return how long ago an object was stored, by the store's own time: that of a new one."""
        with self._refusing():
            obstore.put(self._store, clock, b"")
            now = obstore.head(self._store, clock)["last_modified"]
            return now - obstore.head(self._store, path)["last_modified"]

    def _mode(self, path: str, over: Version | None) -> "PutMode":
        """Return the condition under which an object may be stored."""
        if over is None:
            return "create"
        if over.number is None and self._numbered:
            with self._refusing():
                over = _version(obstore.head(self._store, path))
        condition: UpdateVersion = {}
        if over.tag is not None:
            condition["e_tag"] = over.tag
        if over.number is not None:
            condition["version"] = over.number
        return condition

    def _put(
        self, path: str, content: bytes, headers: Mapping[str, str], mode: "PutMode | None"
    ) -> Version:
        attributes: Attributes = dict(headers)
        with self._refusing():
            try:
                done = obstore.put(
                    self._store,
                    path,
                    content,
                    attributes=attributes,
                    mode=mode,
                    use_multipart=False,
                )
            except GenericError as error:
                if mode is None or "status code: 501" not in str(error):
                    raise
                raise NotImplementedError(path) from error
            return _version(done)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Let a refusal be a sentence; addresses and answers of a store may hold secrets."""
        try:
            yield
        except (AlreadyExistsError, PreconditionError):
            raise
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise PublishingError("denied", path=self.address) from error
        except BaseError as error:
            raise self._refusal(str(error)) from error

    def _refusal(self, told: str) -> PublishingError:
        status = _STATUS.search(told)
        if _LENT.search(told):
            return PublishingError("no_keys", path=self.address)
        if "BadScheme" in told:
            return PublishingError("open_line", path=self.address)
        if status and status[1].startswith("404"):  # what an object's absence never comes to
            return PublishingError("no_bucket", path=self.address)
        if status:
            return PublishingError("answered", path=self.address, answer=status[1].strip())
        return PublishingError("silent", path=self.address)


def _version(found: "ObjectMeta | PutResult") -> Version:
    return Version(found["e_tag"], found["version"])


def _check_endpoints(address: str) -> None:
    for name in _ENDPOINTS:
        parts = urlsplit(os.environ.get(name, "https://host"))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PublishingError("endpoint", path=address, name=name)
