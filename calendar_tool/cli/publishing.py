"""What `publish` does, once it is known which programmes and where to."""

import sys
from collections.abc import Iterable, Iterator

import msgspec
import typer

from calendar_tool import publishing
from calendar_tool.announcing import Announcement, announce
from calendar_tool.cli.choosing import unknown
from calendar_tool.cli.misuse import misuse
from calendar_tool.cli.opening import today
from calendar_tool.cli.progress import counted
from calendar_tool.cli.reporting import language_of, tell
from calendar_tool.cli.sizing import tell_large, weighed
from calendar_tool.exporters.news import news
from calendar_tool.load import Loaded, load_all
from calendar_tool.reports import printable
from calendar_tool.site import Public
from calendar_tool.wording import Words, words


def publish_all(
    paths: Iterable[str], to: str, forget: list[str], allow_shrink: bool, json: bool
) -> bool:
    """Publish all programmes if all are whole; return whether they were."""
    now, target = today(), publishing.at(to)
    loaded = load_all(paths, now.date())
    language = language_of(loaded, None)
    says = words(language)
    for one in loaded:
        tell(one, language, "frames", err=True)
    if any(one.is_broken for one in loaded):
        return False
    if any(one.source.name == "<stdin>" for one in loaded):
        raise misuse(says.say("publish.stdin"))
    _check_forgotten(forget, loaded, says)
    large: dict[str, bool] = {}
    done = announce(
        loaded,
        target,
        now,
        forget=forget,
        allow_shrink=allow_shrink,
        watch=lambda files: counted(weighed(files, large), says),
    )
    if json:
        sys.stdout.buffer.write(_for_programs(done, language))
    else:
        _tell(done, target, language)
    if done.report is not None and not done.report.exclusive:
        typer.echo(says.say("publish.shared", path=printable(str(target))), err=True)
    tell_large(large, says)
    return True


def _check_forgotten(forget: Iterable[str], loaded: Iterable[Loaded], says: Words) -> None:
    """Refuse to forget what nobody was told of, and what is still in a file."""
    known = {one.told.id for file in loaded for one in file.ledger.entries.values()}
    left = {one.event.id for file in loaded for one in file.occurrences}
    for id in forget:
        if id in left:
            raise misuse(says.say("publish.still_there", id=id))
        if id not in known:
            raise unknown("--forget", id, sorted(filter(None, known - left)), says)


def _tell(done: Announcement, target: publishing.Target, language: str) -> None:
    says, folder = words(language), printable(str(target))
    if done.report is None:
        typer.echo(f"{folder}: {says.say('publish.nothing')}", err=True)
        return
    for shown in done.publics:
        if shown.published is not None and not shown.before.versions:
            typer.echo(says.say("publish.restored", id=shown.programme.id), err=True)
        for line in _news(shown, language):
            typer.echo(printable(line), err=True)
    counts = [says.count("publish.changed", len(done.report.written))]
    if done.report.removed:
        counts.append(says.count("publish.removed", len(done.report.removed)))
    typer.echo(f"{folder}: {', '.join(counts)}", err=True)
    if not done.report.at_once:
        typer.echo(says.say("publish.one_by_one", path=folder), err=True)


def _news(shown: Public, language: str) -> Iterator[str]:
    known = shown.programme.languages
    asked = language if language in known else known[0]
    return (line.text for line in news(shown.changes, asked, known))


def _for_programs(done: Announcement, language: str) -> bytes:
    """Return the report in JSON: what was told, and what became of each file."""
    report = done.report
    told = {shown.programme.id: list(_news(shown, language)) for shown in done.publics}
    value = {
        "changes": told,
        "written": report.written if report else (),
        "removed": report.removed if report else (),
        "unchanged": len(report.unchanged) if report else None,
        "atOnce": report.at_once if report else True,
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
