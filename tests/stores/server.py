"""SeaweedFS on loopback: a real S3 server, with ports, keys and a folder of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple

import pytest

from calendar_tool.publishing.bucket import Bucket
from tests.ports import free_ports

#: Who may do what: everything; read; write into buckets that exist; and anybody, to two buckets.
_IDENTITIES = {
    "owner": ["Admin", "Read", "Write", "List", "Tagging"],
    "reader": ["Read", "List"],
    "writer": ["Read", "Write", "List"],
}
BUCKETS = ("public", "open")
_ANYBODY = ["Read:public", "Read:open", "Write:open", "List:open"]

_PORTS = (
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
)


class Server(NamedTuple):
    """Where it listens."""

    port: int

    def environment(self, who: str | None = "owner", port: int | None = None) -> dict[str, str]:
        """Return what a publisher has to know of it, perhaps through another port."""
        keys = (
            {"AWS_ACCESS_KEY_ID": who, "AWS_SECRET_ACCESS_KEY": f"secret of {who}"}
            if who
            else {"AWS_SKIP_SIGNATURE": "true"}
        )
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port or self.port}",
            "AWS_ALLOW_HTTP": "true",
            **keys,
        }


def program() -> str | None:
    """Return where the server is installed, None if it is not."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed")


@contextmanager
def running(weed: str, folder: Path) -> Iterator[Server]:
    """Give a server that answers; its data lie in a folder."""
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": list(_identities())}), "utf-8")
    for attempt in range(3):  # somebody else may take a free port first
        ports = dict(zip(_PORTS, free_ports(len(_PORTS)), strict=True))
        process = _started(weed, folder, config, ports, folder / f"{attempt}.log")
        try:
            if _answers(process, ports["s3.port"]):
                server = Server(ports["s3.port"])
                with pytest.MonkeyPatch.context() as patch:
                    for name, value in server.environment().items():
                        patch.setenv(name, value)
                    for bucket in BUCKETS:  # its first object makes it
                        Bucket(f"s3://{bucket}").put("first", b"", {}, over=None)
                yield server
                return
        finally:
            process.kill()  # what it holds is thrown away with its folder
            process.wait()
    raise RuntimeError((folder / "2.log").read_text("utf-8"))


def _identities() -> Iterator[dict[str, object]]:
    for name, actions in _IDENTITIES.items():
        credentials = [{"accessKey": name, "secretKey": f"secret of {name}"}]
        yield {"name": name, "credentials": credentials, "actions": actions}
    yield {"name": "anonymous", "actions": _ANYBODY}


def _started(
    weed: str, folder: Path, config: Path, ports: dict[str, int], log: Path
) -> subprocess.Popen[bytes]:
    data = folder / "data"
    data.mkdir(exist_ok=True)
    with log.open("wb") as out:
        return subprocess.Popen(
            [
                weed,
                "server",
                f"-dir={data}",
                "-ip=127.0.0.1",
                "-ip.bind=127.0.0.1",
                "-filer",
                "-s3",
                f"-s3.config={config}",
                "-s3.port.iceberg=0",
                "-s3.port.lance=0",
                f"-s3.localSocket={folder}/s3",
                f"-filer.localSocket={folder}/filer",
                "-master.telemetry=false",
                "-volume.max=100",
                *(f"-{name}={port}" for name, port in ports.items()),
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a server answers or has ended; return whether it answers."""
    while process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            connection.request("GET", "/status")
            if connection.getresponse().status == 200:
                return True
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    return False
