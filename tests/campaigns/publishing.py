"""A site read without a pause while it is published, and publishers killed at any moment.

By hand: `python -m tests.campaigns.publishing [TIMES KILLS]`; the suite runs a short one.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from calendar_tool.publishing import Disk, Manifest, Report
from calendar_tool.publishing.draft import has_right_twins, with_twins
from calendar_tool.site import SiteFile

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LASTING = 24

#: Reads a site until its last version is there; prints one line when it begins, one at the end.
_READER = ("-m", "tests.campaigns.publishing", "read")
_PUBLISHER = ("-m", "tests.campaigns.publishing", "publish")


def version(number: int) -> list[SiteFile]:
    """Return a site whose files prove that they are whole; every third of them changes each time.

    One file is in this version alone.
    """
    changing = {f"en/{n}.ics": number - (number - n) % 3 for n in range(LASTING)}
    files = {f"en/only-{number}.ics": number, **changing}
    return [SiteFile(path, _sealed(f"{path} {of}"), ()) for path, of in files.items()]


def _sealed(text: str) -> bytes:
    body = (text + "\n").encode() * 300
    return body + sha256(body).hexdigest().encode()


def is_whole(content: bytes) -> bool:
    """Return whether a file is all there."""
    return sha256(content[:-64]).hexdigest().encode() == content[-64:]


def put(target: Path, number: int, *, plain: bool = False) -> Report:
    """Publish a version, or fill a plain folder with it."""

    def accept(_: Mapping[str, bytes]) -> None: ...

    disk = Disk(target)
    act: Callable[..., Report] = disk.fill if plain else disk.publish
    return act(version(number), now=NOW, inputs=str(number), expires=None, verify=accept)


# -- reading while it is published


def read_on(target: Path, last: int) -> Counter[str]:
    """Read a site again and again until its last version is there; count what was seen.

    Each round opens the folder once and reads all of one release through it; then it reads each
    file by the site's own name, as web servers do.
    """
    seen = Counter[str]()
    while True:
        number = _read_release(target, seen)
        for n in range(LASTING):
            seen["reads by name"] += 1
            try:
                content = (target / f"en/{n}.ics").read_bytes()
            except FileNotFoundError:
                seen["missing"] += 1
            else:
                seen["torn"] += not is_whole(content)
        if number == last:
            return seen


def _read_release(target: Path, seen: Counter[str]) -> int:
    """Read all of the present release; return its number."""
    if not target.is_symlink():
        return _version_of(Disk(target).manifest())
    with _opened(target) as folder:
        try:
            manifest = msgspec.json.decode(_content("manifest.json", folder), type=Manifest)
        except FileNotFoundError:  # before a look at it two more have been published
            seen["outrun by two releases"] += 1
            return -1
        number = _version_of(manifest)
        for record in manifest.files:
            seen["reads of a release"] += 1
            try:
                content = _content(record.path, folder)
            except FileNotFoundError:
                if _version_of(Disk(target).manifest()) < number + 2:
                    seen["missing"] += 1
                seen["outrun by two releases"] += 1
                break
            seen["torn"] += sha256(content).hexdigest() != record.sha256
    return number


def _version_of(manifest: Manifest | None) -> int:
    assert manifest is not None
    return int(manifest.inputs)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield handle
    finally:
        os.close(handle)


def _content(path: str, folder: int) -> bytes:
    handle = os.open(path, os.O_RDONLY, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        return file.read()


def watched(folder: Path, times: int, *, plain: bool = False) -> Counter[str]:
    """Publish a site many times while another process reads it; return what that has seen."""
    target = folder / "watched"
    put(target, 0, plain=plain)
    reader = subprocess.Popen(
        [sys.executable, *_READER, str(target), str(times)], stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    for number in range(1, times + 1):
        put(target, number, plain=plain)
    out, _ = reader.communicate()
    assert reader.returncode == 0
    return Counter(msgspec.json.decode(out, type=dict[str, int]))


# -- killed while publishing


def killed(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill a publisher again and again; return how often the site was an old one and a newer one.

    Each begins where the one before was stopped, and publishes version after version.
    """
    chance = random.Random(seed)  # noqa: S311 - not a secret
    target = folder / "killed"
    since = time.perf_counter()
    put(target, 0)
    usual = time.perf_counter() - since
    old = new = 0
    for _ in range(times):
        before = _version_of(Disk(target).manifest())
        process = subprocess.Popen(
            [sys.executable, *_PUBLISHER, str(target), str(before + 1)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 4) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = whole(target)
        old += after == before
        new += after > before
    put(target, 1_000_000)
    assert whole(target) == 1_000_000
    assert sorted(path.name for path in folder.glob("*killed*")) == ["killed", "killed.releases"]
    assert len(list((folder / "killed.releases").iterdir())) == 2
    return old, new


def whole(target: Path) -> int:
    """Return the number of the version that stands, which is exactly as it was meant."""
    listed = Disk(target).manifest()
    number = _version_of(listed)
    for file in version(number):
        assert (target / file.path).read_bytes() == file.content
        assert has_right_twins(target, file.path)
    there = {one.relative_to(target).as_posix() for one in target.rglob("*") if one.is_file()}
    assert there <= with_twins(listed)
    return number


def main() -> None:
    """Run the campaign and print what came of it."""
    times, kills = (int(number) for number in sys.argv[1:] or (200, 200))
    with TemporaryDirectory() as name:
        for plain in (False, True):
            since = time.perf_counter()
            seen = watched(Path(name) / str(plain), times, plain=plain)
            spent = time.perf_counter() - since
            print(f"{'plain folder' if plain else 'link'}: {times} times in {spent:.1f} s")
            for what in ("reads of a release", "reads by name", "torn", "missing"):
                print(f"  {seen[what]:9,} {what}")
            print(f"  {seen['outrun by two releases']:9,} outrun by two releases")
        old, new = killed(Path(name), kills, seed=0)
        print(f"killed {kills} times: {old} old, {new} new, 0 neither")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", target, last]:
            print("reading", flush=True)
            print(msgspec.json.encode(read_on(Path(target), int(last))).decode())
        case ["publish", target, first]:
            print("publishing", flush=True)
            for number in count(int(first)):
                put(Path(target), number)
        case _:
            main()
