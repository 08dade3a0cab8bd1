"""What somebody without a key reads of a site in a store."""

import json
from contextlib import closing
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote

from tests.publishing.sites import File
from tests.stores.server import Server


class Answer(NamedTuple):
    """What a server answers; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    content: bytes


def asked(
    server: Server, address: str, path: str, method: str = "GET", tag: str | None = None
) -> Answer:
    """Return the answer to a reader, who may have a version of an object already."""
    with closing(HTTPConnection("127.0.0.1", server.port)) as connection:
        way = quote(f"/{address.removeprefix('s3://')}/{path}")
        connection.request(method, way, headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, answer.read())


def stored(server: Server, address: str, path: str) -> bytes | None:
    """Return what an object holds, None if there is none."""
    answer = asked(server, address, path)
    assert answer.status in (200, 404)
    return answer.content if answer.status == 200 else None


def listed(server: Server, address: str) -> list[str]:
    """Return the paths that a manifest lists."""
    manifest = json.loads(stored(server, address, "manifest.json") or b'{"files": []}')
    return [record["path"] for record in manifest["files"]]


def holds(server: Server, address: str, files: list[File]) -> bool:
    """Return whether the manifest lists these files alone, and each can be read."""
    whole = all(stored(server, address, file.path) == file.content for file in files)
    return whole and listed(server, address) == sorted(file.path for file in files)
