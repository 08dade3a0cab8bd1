"""How fast a file is read, with a place for every node: `python -m tests.bench.reading`, by hand.

10,000 events read by us and by PyYAML's CSafeLoader, in whole processes by turns. Medians of the
time of reading and of the whole process, and of the process's peak memory; goals are on the ratios.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.programmes import ours

EVENTS, RUNS = 10_000, 7
READERS = ("ours", "CSafeLoader")


def child(reader: str, path: Path) -> None:
    """Read a file; print the seconds it took and the peak of the process in MB."""
    data = path.read_bytes()
    if reader == "ours":
        from calendar_tool.source.document import read  # noqa: PLC0415 - not in the other's process

        since = time.perf_counter()
        document = read(data)
        seconds = time.perf_counter() - since
        sound = document.root is not None and not document.diagnostics
    else:
        import yaml  # noqa: PLC0415 - as above

        since = time.perf_counter()
        value = yaml.load(data, yaml.CSafeLoader)
        seconds = time.perf_counter() - since
        sound = len(value["events"]) == EVENTS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"read s": seconds, "peak MB": peak} if sound else {}))


def run(reader: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.reading", reader, str(path)]
    since = time.perf_counter()
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return {**json.loads(output), "process s": time.perf_counter() - since}


def main() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "programme.yaml")
        path.write_text("".join(ours(EVENTS)), encoding="utf-8")
        print(f"{EVENTS} events, {path.stat().st_size / 2**20:.1f} MiB, {RUNS} runs each")
        found: dict[str, list[dict[str, float]]] = {reader: [] for reader in READERS}
        for _ in range(RUNS):
            for reader in READERS:
                found[reader].append(run(reader, path))
    for what in ("read s", "process s", "peak MB"):
        us, them = (median(one[what] for one in found[reader]) for reader in READERS)
        pairs = zip(found["ours"], found["CSafeLoader"], strict=True)
        ratio = median(our[what] / their[what] for our, their in pairs)
        print(f"{what:10} ours {us:8.3f}   CSafeLoader {them:8.3f}   ratio {ratio:.3f}")


if __name__ == "__main__":
    child(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 1 else main()
