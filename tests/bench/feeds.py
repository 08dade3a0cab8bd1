"""What all the feeds of a large programme cost: `python -m tests.bench.feeds`, by hand.

The events of `tests.bench.writing`. In one process and by turns: the one feed; all feeds of the
language; the files of single events; verification. icalendar, with a `Calendar` for each feed, is
given the feed of everything and a sample of the others, for which the time of all is reckoned by
their entries. Then fewer events; then whole processes: `validate` beside a `publish` that finds
nothing to do.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import dropwhile, takewhile
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from icalendar import Calendar
from msgspec.structs import replace

from calendar_tool.announcing import announce
from calendar_tool.exporters import ics
from calendar_tool.load import load
from calendar_tool.occurrences import unfold
from calendar_tool.publishing import Disk
from calendar_tool.site import ALL, Public, SiteFile, feeds, open_to_public
from calendar_tool.verification import verify
from tests.bench.programmes import ours
from tests.bench.whole import TOOL, run
from tests.bench.writing import EVENTS, TOLD, TURNS, by_icalendar, programme, seconds, values_of

#: Of the feeds that hold less than everything, icalendar writes each of this number.
STEP = 20


def opened(events: int) -> Public:
    whole = programme()
    whole = replace(whole, events=whole.events[:events])
    shown = open_to_public(whole, unfold(whole), TOLD)
    assert shown.everything
    return shown


def is_feed(file: SiteFile) -> bool:
    return not file.path.startswith("event/")


def one_feed(shown: Public) -> bytes:
    return ics.render(shown.edition("ru", shown.everything, ALL)).content


def all_feeds(shown: Public) -> list[SiteFile]:
    return list(takewhile(is_feed, feeds(shown, shown.everything, "ru")))


def with_singles(shown: Public) -> list[SiteFile]:
    return list(feeds(shown, shown.everything, "ru"))


def entries(file: SiteFile) -> int:
    return file.content.count(b"\r\nBEGIN:VEVENT\r\n")


def by_turns(acts: Iterable[Callable[[], object]]) -> list[list[float]]:
    """Return the seconds of each act, turn by turn, after one turn that does not count."""
    acts = list(acts)
    turns = [[seconds(act) for act in acts] for _ in range(TURNS + 1)]
    return [list(column) for column in zip(*turns[1:], strict=True)]


def icalendars(files: list[SiteFile]) -> tuple[float, int]:
    """Return the seconds in which icalendar writes these feeds, and how many it really wrote."""
    whole, *others = sorted(files, key=entries, reverse=True)
    spent, sample = [], [whole, *filter(entries, others[::STEP])]
    for file in sample:
        read = Calendar.from_ical(file.content)
        values, zone = [values_of(event) for event in read.events], read.timezones[0]
        spent.append(seconds(lambda values=values, zone=zone: by_icalendar(values, zone)))  # type: ignore[misc]
    rate = sum(spent[1:]) / sum(map(entries, sample[1:]))
    return spent[0] + rate * sum(map(entries, others)), len(sample)


def in_memory() -> None:
    shown = opened(EVENTS)
    files, every = all_feeds(shown), with_singles(shown)
    singles = list(dropwhile(is_feed, every))
    size = sum(len(file.content) for file in files)
    one, all_, both = by_turns(
        (lambda: one_feed(shown), lambda: all_feeds(shown), lambda: with_singles(shown))
    )
    ratio = median(b / a for a, b in zip(one, all_, strict=True))
    print(f"{EVENTS:,} events, medians of {TURNS} turns")
    print(f"one feed {median(one):.3f} s")
    print(f"all {len(files)} feeds, {size / 1e6:.0f} MB: {median(all_):.3f} s, {ratio:.2f} × one")
    single = median(b - a for a, b in zip(all_, both, strict=True))
    print(f"{len(singles):,} files of single events, besides: {single:.3f} s")
    theirs, number = icalendars(files)
    print(f"icalendar, a Calendar for each feed: {theirs:.1f} s, reckoned from {number} of them;")
    print(f"  {theirs / median(all_):.0f} times as long")
    print(f"verification of the feeds: {seconds(lambda: verify(_site(files))):.2f} s,")
    print(f"  of the single events too: {seconds(lambda: verify(_site(every))):.2f} s")


def _site(files: Iterable[SiteFile]) -> dict[str, bytes]:
    return {file.path: file.content for file in files}


def growing() -> None:
    for events in (1_000, 5_000, 10_000):
        shown = opened(events)
        one, all_ = by_turns((lambda: one_feed(shown), lambda: all_feeds(shown)))  # noqa: B023
        each = median(all_) / events * 1e6
        print(
            f"{events:6,} events: one {median(one):.3f} s, all {median(all_):.3f} s, {each:.0f} µs"
        )


def unchanged(folder: Path) -> None:
    """Compare `validate` with a `publish` of a site that holds all but the paper."""
    path, site = folder / "city.yaml", folder / "site"
    path.write_text("".join(ours(EVENTS)), encoding="utf-8")
    loaded = load(str(path), TOLD.date())
    assert loaded.programme is not None
    shown = open_to_public(loaded.programme, loaded.occurrences, TOLD)
    spent = seconds(
        lambda: announce([loaded], Disk(site), TOLD, watch=lambda _: _without_paper(shown))
    )
    before = _times(folder)
    commands = ["validate", str(path)], ["publish", str(path), "--to", str(site)]
    pairs = [[run([TOOL, *command])[0] for command in commands] for _ in range(TURNS + 1)][1:]
    assert _times(folder) == before
    print(
        f"first publication, {len(before):,} files in {len(shown.programme.languages)} languages,"
    )
    print(f"  verified, without paper: {spent:.0f} s")
    one, other = (median(column) for column in zip(*pairs, strict=True))
    ratio = median(b / a for a, b in pairs)
    print(f"nothing changed: validate {one:.2f} s, publish {other:.2f} s, {ratio:.2f} × validate")


def _without_paper(shown: Public) -> Iterator[SiteFile]:
    """Yield the feeds of all languages; a PDF of so many events wants gigabytes of memory."""
    for language in shown.programme.languages:
        for file in feeds(shown, shown.everything, language):
            yield file._replace(path=f"{shown.programme.id}/{language}/{file.path}")


def _times(folder: Path) -> dict[Path, int]:
    """Return when each file was written to last."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.stat().st_mtime_ns for path in found}


def main() -> None:
    """Print the figures."""
    in_memory()
    growing()
    with TemporaryDirectory() as name:
        unchanged(Path(name))


if __name__ == "__main__":
    main()
