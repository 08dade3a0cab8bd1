"""Publishers to a store killed at any moment, and publishers who each hold the others for dead.

By hand: `python -m tests.campaigns.uploading [KILLS TIMES]`, with a real S3 server on loopback; the
suite runs a short one.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from calendar_tool.publishing import PublishingError
from calendar_tool.publishing.journal import PATH as JOURNAL
from calendar_tool.publishing.store import Store
from tests.campaigns.publishing import LASTING, NOW, is_whole, version
from tests.stores.reading import stored
from tests.stores.server import Server, program, running

_ALONE = ("-m", "tests.campaigns.uploading", "alone")
_AMONG = ("-m", "tests.campaigns.uploading", "among")


def put(address: str, number: int) -> None:
    """Publish a version, and hold everybody else who is at work for dead."""

    def accept(_: Mapping[str, bytes]) -> None: ...

    target = Store(address, lease=timedelta())
    target.publish(version(number), now=NOW, inputs=str(number), expires=None, verify=accept)


def number_at(address: str) -> int:
    """Return the version that a manifest lists."""
    manifest = Store(address, lease=timedelta()).manifest()
    assert manifest is not None
    return int(manifest.inputs)


def whole(server: Server, address: str) -> bool:
    """Return whether each object is as the manifest says."""
    manifest = Store(address, lease=timedelta()).manifest()
    assert manifest is not None
    found = ((record, stored(server, address, record.path)) for record in manifest.files)
    return len(manifest.files) == LASTING + 1 and all(
        content is not None and sha256(content).hexdigest() == record.sha256
        for record, content in found
    )


# -- killed while uploading


def killed(server: Server, address: str, times: int, seed: int) -> Counter[str]:
    """Kill a publisher again and again; each begins where the one before was stopped."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    put(address, 0)  # a new store takes its time
    since = time.perf_counter()
    put(address, 1)
    usual = time.perf_counter() - since
    seen = Counter[str]()
    for _ in range(times):
        before = number_at(address)
        process = subprocess.Popen(
            [sys.executable, *_ALONE, address, str(before + 1)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"publishing\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 4) * usual)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = number_at(address)
        assert after >= before
        seen["old" if after == before else "new"] += 1
        seen["to be finished"] += not whole(server, address)
        for n in range(LASTING):
            content = stored(server, address, f"en/{n}.ics")
            seen["missing"] += content is None
            seen["torn"] += content is not None and not is_whole(content)
    put(address, 1_000_000)
    assert number_at(address) == 1_000_000
    assert whole(server, address)
    return seen


# -- many at once


def raced(server: Server, address: str, times: int, publishers: int = 3) -> Counter[str]:
    """Let publishers take the right to upload from each other all the time.

    Whenever the journal says that a site is complete, it is read: it must be all of one version.
    """
    put(address, 0)
    firsts = range(1, publishers * times, times)
    processes = [
        subprocess.Popen(
            [sys.executable, *_AMONG, address, str(first), str(first + times)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in firsts
    ]
    seen = Counter[str]()
    while any(process.poll() is None for process in processes):
        before = stored(server, address, JOURNAL)
        if before is None or b'"at_work": false' not in before or b'"doubtful": []' not in before:
            continue
        is_one = whole(server, address)
        if stored(server, address, JOURNAL) == before:
            seen["one version" if is_one else "a mix"] += 1
    for process in processes:
        out, _ = process.communicate()
        assert process.returncode == 0
        seen["won"] += int(out)
        seen["lost"] += times - int(out)
    put(address, 1_000_000)
    assert whole(server, address)
    return seen


def _among(address: str, first: int, last: int) -> int:
    won = 0
    for number in range(first, last):
        with suppress(PublishingError):
            put(address, number)
            won += 1
    return won


def main() -> None:
    """Run the campaign and print what came of it."""
    kills, times = (int(number) for number in sys.argv[1:] or (100, 50))
    weed = program()
    assert weed is not None
    with TemporaryDirectory() as name, running(weed, Path(name)) as server:
        os.environ.update(server.environment())
        for what, seen in (
            (f"killed {kills} times", killed(server, "s3://public/killed", kills, seed=0)),
            (f"3 publishers, {times} times each", raced(server, "s3://public/raced", times)),
        ):
            print(f"{what}: {', '.join(f'{n} {kind}' for kind, n in seen.items())}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["alone", address, first]:
            print("publishing", flush=True)
            for number in count(int(first)):
                put(address, number)
        case ["among", address, first, last]:
            print(_among(address, int(first), int(last)))
        case _:
            main()
