"""Access logs as real servers write them: `python -m tests.readership.recording`, by hand.

The same visits to nginx, Apache and Caddy of this machine, by curl under several names and from
several addresses, make the logs in `tests/golden/logs`.
"""

import socket
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.servers import SERVERS, Server

LOGS = Path(__file__).parents[1] / "golden" / "logs"

PHONE = "iOS/17.4.1 (21E236) dataaccessd/1.0"
MAC = "macOS/14.6.1 (23G93) dataaccessd/1.0"
GOOGLE = "Google-Calendar-Importer"
THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0"
READER = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
HOSTILE = 'x"\\ \x1b[2J\x1b]0;pwned\x07 кот'

ALL, CHILDREN, NEWS = "/city-day/ru/all.ics", "/city-day/ru/feed-children.ics", "/changes.atom"


class Visit(NamedTuple):
    """Somebody at 127.0.0.`host` who asks `times` for a path: in full, then what has changed."""

    host: int
    agent: str
    path: str
    times: int = 1
    options: tuple[str, ...] = ()


VISITS = (
    Visit(2, PHONE, ALL, 4),
    Visit(3, PHONE, ALL, 2),
    Visit(3, MAC, ALL, 3),
    Visit(3, PHONE, CHILDREN),
    Visit(4, GOOGLE, ALL, 1),
    Visit(5, GOOGLE, f"{ALL}?again", 2),
    Visit(6, THUNDERBIRD, ALL, 1, ("--head",)),
    Visit(6, THUNDERBIRD, ALL, 1, ("--request", "PROPFIND")),
    Visit(6, THUNDERBIRD, ALL, 2),
    Visit(7, "ICSx5/2.4.3 (ical4j/3.2.19 okhttp/5.3.2 Android/16)", CHILDREN, 2),
    Visit(8, "Nextcloud Webcal Service", ALL),
    Visit(9, "vdirsyncer/0.20.0", ALL, 2),
    Visit(10, "Microsoft Exchange (Windows NT 10.0)", ALL),
    Visit(11, READER, NEWS, 2),
    Visit(12, READER, NEWS, 1),
    Visit(13, "SuperCal/3 (+https://example.org)", ALL, 2),
    Visit(14, BROWSER, ALL),
    Visit(14, BROWSER, "/"),
    Visit(14, BROWSER, "/city-day/ru/event/opening.ics"),
    Visit(15, HOSTILE, ALL),
    Visit(15, HOSTILE, "/gone.ics"),
    Visit(15, "", ALL),
)


def visit(server: Server, one: Visit, etag: Path) -> None:
    """Ask a server as somebody would; what it answers is thrown away."""
    url = f"http://127.0.0.1:{server.port}{one.path}"
    remembering = () if one.options else ("--etag-save", etag, "--etag-compare", etag)
    etag.unlink(missing_ok=True)
    etag.touch()
    for _ in range(one.times):
        subprocess.run(
            ["curl", "--silent", "--interface", f"127.0.0.{one.host}", "--user-agent", one.agent,
             "--output", "/dev/null", *remembering, *one.options, url],
            check=True,
        )  # fmt: skip


def noise(server: Server) -> None:
    """Send what scanners send: no HTTP at all."""
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(b"\x16\x03\x01\x00\xee\x01\x00\r\n\r\n")
        line.recv(100)


def site(folder: Path) -> Path:
    """Fill a folder with files to be asked for."""
    for path in (ALL, CHILDREN, NEWS, "/index.html", "/city-day/ru/event/opening.ics"):
        file = folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{path}\n" * 40)
    return folder


def main() -> None:
    """Record the logs anew."""
    LOGS.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # Apache reads it as nobody
        served = site(Path(name) / "site")
        for program, serving in SERVERS.items():
            with serving(Path(name) / program, served) as server:
                for one in VISITS:
                    visit(server, one, Path(name) / "etag")
                noise(server)
            (LOGS / f"{program}.log").write_bytes(server.log.read_bytes())
            if program == "nginx":
                (LOGS / "common.log").write_bytes(server.common.read_bytes())


if __name__ == "__main__":
    main()
