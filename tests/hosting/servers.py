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
from socket import create_connection

import pytest

from tests.ports import free_ports

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
    debian, config = Path("/etc/nginx/nginx.conf"), folder / "nginx.conf"
    command = [program("nginx"), "-e", f"{folder}/error.log", "-c", str(config)]
    site = at(snippet, "listen 80;", f"listen 127.0.0.1:{port};")
    around = without(debian.read_text("utf-8"), "(user|pid|error_log) ", "include .*/conf.d/")
    user = "user root; " if os.geteuid() == 0 else ""
    head = f"{user}daemon off; pid {folder}/pid;\n"
    config.write_text(head + re.sub("(?m)^.*/sites-enabled/.*$", lambda _: site, around), "utf-8")
    (folder / "mime.types").symlink_to(debian.with_name("mime.types"))
    return command


def caddy(snippet: str, folder: Path, port: int) -> list[str]:
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]
    options = f"{{\nadmin off\ndefault_bind 127.0.0.1\nstorage file_system {folder}\n}}\n"
    site = at(snippet, "http://calendar.example.org", f"http://:{port}")
    (folder / "Caddyfile").write_text(options + site, "utf-8")
    return command


def apache(snippet: str, folder: Path, port: int) -> list[str]:
    debian, config = Path("/etc/apache2"), folder / "apache2.conf"
    command = [program("apache2"), "-D", "FOREGROUND", "-d", str(debian), "-f", str(config)]
    around = (debian / "apache2.conf").read_text("utf-8")
    lines = [
        without(around, "Include ports.conf", "IncludeOptional (conf|sites)-enabled"),
        *(f"Include mods-available/{name}.load" for name in ("headers", "rewrite", "allowmethods")),
        f"Listen 127.0.0.1:{port}",
        "ServerName 127.0.0.1",
        at(snippet, "*:80", f"127.0.0.1:{port}"),
    ]
    config.write_text("\n".join(lines), "utf-8")
    return command


SERVERS: dict[str, Start] = {"nginx": nginx, "caddy": caddy, "apache": apache}


def without(config: str, *beginnings: str) -> str:
    """Leave out lines that begin like this, as regular expressions: each would reach outside."""
    for one in beginnings:
        config, found = re.subn(rf"(?m)^\s*{one}.*$", "", config)
        assert found, one
    return config


def program(name: str) -> str:
    """Return the path of a server; without it, or elsewhere than on Debian, the test is skipped."""
    if not Path("/etc/debian_version").exists():
        pytest.skip("what surrounds a snippet is Debian's")
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or pytest.skip(f"{name} is not installed")


@contextmanager
def serving(snippet: str, name: str, site: Path, folder: Path) -> Iterator[str]:
    """Run a server with a snippet that shows a site; its logs are in a folder. Give its address."""
    (port,) = free_ports(1)
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
    """Return what a server knows of this machine; Debian's Apache asks for places."""
    places = {f"APACHE_{name}_DIR": str(folder) for name in ("RUN", "LOG", "LOCK")}
    user = {f"APACHE_RUN_{name}": "www-data" for name in ("USER", "GROUP")}
    apache = {**places, **user, "APACHE_PID_FILE": f"{folder}/pid"}
    return {**apache, "PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}


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
