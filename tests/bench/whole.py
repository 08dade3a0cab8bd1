"""What a whole run costs, beside yaml2ics: `python -m tests.bench.whole PATH/TO/yaml2ics`, by hand.

The same events from YAML to a calendar file in whole processes by turns, all our checks on; then
how long `--help` takes beside an empty Python, and what each stage of a run costs.
"""

import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.bench.programmes import ours, peer

Result = TypeVar("Result")

TOOL = str(Path(sys.executable).parent / "calendar-tool")


def run(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return its seconds on the wall and its peak memory in MB."""
    since = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    process.returncode = 0
    return time.perf_counter() - since, usage.ru_maxrss / 1024


def together(command: Sequence[str]) -> float:
    """Run a command; return the peak memory in MB of its processes, what they share once (Linux).

    It is looked at fifty times a second.
    """
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        while running.poll() is None:
            there = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
            peak = max(peak, sum(_share(path, running.pid) for path in there))
            time.sleep(0.02)
    assert running.returncode == 0
    return peak / 1024


def _share(process: Path, session: int) -> int:
    """Return the memory in KB of a process of this session; 0 if it is of another, or over."""
    try:
        after_name = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
        if after_name[3] != str(session):
            return 0
        told = (process / "smaps_rollup").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)
    return int(found[1]) if found else 0


def beside(name: str, mine: Sequence[str], other: Sequence[str], runs: int) -> None:
    """Print the medians of two commands run by turns, and of the ratios pair by pair."""
    run(mine)
    run(other)
    pairs = [(run(mine), run(other)) for _ in range(runs)]
    times = [(one[0], two[0]) for one, two in pairs]
    print(
        f"{name}: {median(t for t, _ in times):.3f} s, "
        f"the other {median(t for _, t in times):.3f} s, "
        f"{median(b / a for a, b in times):.2f} times as long; "
        f"peak {max(one[1] for one, _ in pairs):.0f} MB, {max(two[1] for _, two in pairs):.0f} MB"
    )


def stages(path: Path) -> None:
    """Print what each stage of an export costs inside one process."""
    from calendar_tool.checks import Facts, check, silence  # noqa: PLC0415 - timed from here on
    from calendar_tool.exporters import format_named  # noqa: PLC0415
    from calendar_tool.occurrences import unfold  # noqa: PLC0415
    from calendar_tool.site import open_to_public  # noqa: PLC0415
    from calendar_tool.source.document import read  # noqa: PLC0415
    from calendar_tool.source.parse import parse  # noqa: PLC0415

    gc.disable()
    data = path.read_bytes()
    document = timed("read", lambda: read(data))
    programme, found = timed("parse", lambda: parse(document))
    assert programme is not None
    occurrences = timed("unfold", lambda: unfold(programme))
    facts = Facts(programme=programme, occurrences=occurrences, today=date(2026, 1, 1))
    timed("check", lambda: silence([*found, *check(facts)], programme))
    shown = open_to_public(programme, occurrences, datetime(2026, 1, 1, tzinfo=UTC))
    everything = shown.everything
    edition = timed("choose and translate", lambda: shown.edition("ru", everything, "all.ics"))
    timed("write", lambda: format_named("ics").render(edition))


def timed(name: str, stage: Callable[[], Result]) -> Result:
    """Run a stage and print its seconds."""
    since = time.perf_counter()
    result = stage()
    print(f"  {name}: {time.perf_counter() - since:.3f} s")
    return result


def main() -> None:
    """Compare, then print the stages."""
    yaml2ics = sys.argv[1]
    with TemporaryDirectory() as folder:
        for events, runs in ((100, 15), (10_000, 5)):
            mine, other = Path(folder) / f"{events}.yaml", Path(folder) / f"{events}-peer.yaml"
            mine.write_text("".join(ours(events)), encoding="utf-8")
            other.write_text("".join(peer(events)), encoding="utf-8")
            feed = str(Path(folder) / "feed.ics")
            command = [TOOL, "export", str(mine), "-o", feed]
            beside(f"{events} events", command, [yaml2ics, str(other)], runs)
        beside("--help, python -c pass", [TOOL, "--help"], [sys.executable, "-c", "pass"], 15)
        stages(Path(folder) / "10000.yaml")


if __name__ == "__main__":
    main()
