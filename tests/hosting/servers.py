"""Web servers of others, run with the snippets of `docs/hosting.md` just as they stand there.

Replaced are the address to listen at, the folder of the site and the file of the log. What
surrounds a snippet is what Debian's packages put there.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection, create_server

import pytest

HOSTING = Path(__file__).parents[2] / "docs" / "hosting.md"

#: What a server writes of each answer, in its folder.
LOG = "access.log"

#: Makes what starts a server in the foreground, of a snippet, a folder for it alone, and a port.
Start = Callable[[str, Path, int], list[str]]


def snippets(language: str) -> list[str]:
    """Return the blocks of code of one kind, in order."""
    found = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", HOSTING.read_text("utf-8"))
    assert found, language
    return found


def at(snippet: str, old: str, new: str) -> str:
    """Let a snippet listen at another address than the one that it names."""
    assert old in snippet
    return snippet.replace(old, new)


def nginx(snippet: str, folder: Path, port: int) -> list[str]:
    site = at(snippet, "listen 80;", f"listen 127.0.0.1:{port};")
    config = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ {temporary} include /etc/nginx/mime.types; sendfile on;\n{site}}}\n",
        "utf-8",
    )
    return [program("nginx"), "-e", f"{folder}/error.log", "-c", str(config)]


def caddy(snippet: str, folder: Path, port: int) -> list[str]:
    site = at(snippet, "http://calendar.example.org", f"http://127.0.0.1:{port}")
    config = folder / "Caddyfile"
    config.write_text(f"{{\nadmin off\nstorage file_system {folder}/storage\n}}\n{site}", "utf-8")
    return [program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]


def apache(snippet: str, folder: Path, port: int) -> list[str]:
    site = at(snippet, "*:80", f"127.0.0.1:{port}")
    debian, config = Path("/etc/apache2"), folder / "apache2.conf"
    loaded = [f"Include {debian}/mods-enabled/*.{suffix}" for suffix in ("load", "conf")]
    loaded += [f"Include {debian}/mods-available/{name}.load" for name in _APACHE_MODULES]
    lines = [
        f"ServerRoot {debian}",
        "ServerName 127.0.0.1",
        f"Listen 127.0.0.1:{port}",
        f"PidFile {folder}/pid",
        f"ErrorLog {folder}/error.log",
        f"DefaultRuntimeDir {folder}",
        *(("User www-data", "Group www-data") if os.geteuid() == 0 else ()),
        *loaded,
        'LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined',
        site,
    ]
    config.write_text("\n".join(lines), "utf-8")
    return [program("apache2"), "-D", "FOREGROUND", "-f", str(config)]


_APACHE_MODULES = ("headers", "rewrite", "allowmethods")

SERVERS: dict[str, Start] = {"nginx": nginx, "caddy": caddy, "apache": apache}


def program(name: str) -> str:
    """Return the path of a server; without it the test is skipped."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or pytest.skip(f"{name} is not installed")


@contextmanager
def serving(snippet: str, name: str, site: Path, folder: Path) -> Iterator[str]:
    """Run a server with a snippet that shows a site; its logs are in a folder. Give its address."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    here = re.sub(r"/var/log/\S+\.log", f"{folder}/{LOG}", snippet).replace("/srv/site", str(site))
    command = SERVERS[name](here, folder, port)
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, env=_environment(folder))
    try:
        _await(server, port, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _await(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    """Return as soon as a server accepts connections."""
    until = time.monotonic() + 20
    while True:
        try:
            create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < until, (folder / "said").read_text()
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.02)
                pytest.fail((folder / "said").read_text())
        else:
            return
