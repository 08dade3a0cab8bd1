"""`calendar-tool add-event`: one event from options and answers, or many from a file."""

from enum import StrEnum
from typing import Annotated

import typer

from calendar_tool.cli.editing_parameters import DryRun, File, Force, Set
from calendar_tool.cli.parameters import Messages


class Place(StrEnum):
    """Where else a new event may go."""

    END = "end"


def add_event(
    file: File,
    title: Annotated[
        str | None, typer.Option(help="The title; --title-kk and so on for translations.")
    ] = None,
    when: Annotated[
        str | None, typer.Option(help="'15 Nov 19:00–21:00', '15–16 Nov', TBA.")
    ] = None,
    duration: Annotated[str | None, typer.Option(help="'90 min', beside a start alone.")] = None,
    venue: Annotated[str | None, typer.Option(help="The venue, by id, or TBA.")] = None,
    room: Annotated[str | None, typer.Option(help="The room, by id.")] = None,
    track: Annotated[str | None, typer.Option(help="The track, by id.")] = None,
    kind: Annotated[str | None, typer.Option(help="concert, exhibition and so on.")] = None,
    people: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="[ROLE=]ID", help="Who takes part; may be repeated."),
    ] = None,
    description: Annotated[
        str | None, typer.Option(help="The description; --description-kk and so on.")
    ] = None,
    id: Annotated[
        str | None, typer.Option(help="The id; made from the title if not given.")
    ] = None,
    others: Set = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE", help="Many at once: a .yaml, a .csv, or -."),
    ] = None,
    at: Annotated[Place | None, typer.Option("--at", help="At the end, whatever its time.")] = None,
    *,
    dry_run: DryRun = False,
    force: Force = False,
    language: Messages = None,
) -> None:
    """Add an event after the last one that is not later; what is missing is asked for."""
    from calendar_tool.cli.adding import Adding
    from calendar_tool.cli.changing import How
    from calendar_tool.cli.given import pairs_of

    values = {
        "title": title, "id": id, "when": when, "duration": duration, "venue": venue, "room": room,
        "track": track, "kind": kind, "description": description,
    }  # fmt: skip
    how = How(language, dry_run, force)
    pairs = pairs_of(values, others, how.speak(), people)
    adding = Adding(file, how, at_end=at is not None)
    if source is None:
        adding.one(pairs)
    else:
        adding.many(source, pairs)
