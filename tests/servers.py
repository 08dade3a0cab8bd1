"""The web servers of Debian, each on a port of loopback, with nothing of the machine's own set-up.

Each serves a folder, and writes an access log as it does by default; for sites see tests/hosting.
"""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.ports import free_ports

#: Where Debian keeps servers: not on everybody's PATH.
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])


class Server(NamedTuple):
    """A server at work; its logs are whole once it has ended. `common`: in the shorter format."""

    port: int
    log: Path
    common: Path


def is_installed(name: str) -> bool:
    """Return whether there is such a program."""
    return any((Path(place) / name).exists() for place in _PLACES.split(os.pathsep) if place)


@contextmanager
def nginx(folder: Path, site: Path) -> Iterator[Server]:
    """Serve a site with nginx, whose files live in `folder`."""
    found = _server(folder)
    config = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""  # or it may not read what is ours
    config.write_text(f"""\
{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    types {{ text/calendar ics; application/atom+xml atom; text/html html; }}
    charset utf-8;
    charset_types text/calendar application/atom+xml;
    access_log {found.log} combined;
    log_format common '$remote_addr - $remote_user [$time_local] "$request" $status'
                      ' $body_bytes_sent';
    access_log {found.common} common;
    gzip on;
    gzip_types text/calendar application/atom+xml;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{found.port};
        root {site};
        add_header Cache-Control no-cache;
    }}
}}
""")
    with _running(["nginx", "-p", str(folder), "-c", str(config)], found.port):
        yield found


@contextmanager
def apache2(folder: Path, site: Path) -> Iterator[Server]:
    """Serve a site with Apache, whose files live in `folder`."""
    found = _server(folder)
    modules = ("mpm_event", "authz_core", "mime", "headers", "unixd", "dir")
    loaded = "".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"
        for name in modules
        if (Path("/usr/lib/apache2/modules") / f"mod_{name}.so").exists()
    )
    config = folder / "apache2.conf"
    config.write_text(f"""\
{loaded}ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{found.port}
PidFile {folder}/apache2.pid
TypesConfig /dev/null
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{{Referer}}i\\" \\"%{{User-Agent}}i\\"" combined
LogFormat "%h %l %u %t \\"%r\\" %>s %O" common
CustomLog {found.log} combined
CustomLog {found.common} common
DocumentRoot {site}
<Directory {site}>
    Options FollowSymLinks
    Require all granted
    AddType text/calendar .ics
    FileETag MTime Size
    Header set Cache-Control no-cache
</Directory>
""")
    with _running(["apache2", "-D", "FOREGROUND", "-f", str(config)], found.port):
        yield found


@contextmanager
def caddy(folder: Path, site: Path) -> Iterator[Server]:
    """Serve a site with Caddy, whose files live in `folder`."""
    found = _server(folder)
    config = folder / "Caddyfile"
    config.write_text(f"""\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{found.port} {{
    bind 127.0.0.1
    root * {site}
    log {{
        output file {found.log}
    }}
    @other not method GET HEAD
    error @other 405
    header Cache-Control no-cache
    header *.ics Content-Type "text/calendar; charset=utf-8"
    file_server
}}
""")
    with _running(["caddy", "run", "--config", str(config)], found.port, HOME=str(folder)):
        yield found


#: By the name of the program.
SERVERS: dict[str, Callable[[Path, Path], AbstractContextManager[Server]]] = {
    "nginx": nginx,
    "apache2": apache2,
    "caddy": caddy,
}


def _server(folder: Path) -> Server:
    folder.mkdir(exist_ok=True)
    (port,) = free_ports(1)
    return Server(port, folder / "access.log", folder / "common.log")


@contextmanager
def _running(command: Sequence[str], port: int, **env: str) -> Iterator[None]:
    """Run a server as long as it is needed; it answers when this begins."""
    process = subprocess.Popen(
        command, env={"PATH": _PLACES, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            with suppress(subprocess.TimeoutExpired):
                raise OSError(f"{command[0]} ended with {process.wait(0.02)}")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
