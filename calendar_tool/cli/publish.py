"""`calendar-tool publish`: subscribers are told of what has changed."""

from typing import Annotated

import typer

from calendar_tool.cli.parameters import Paths


def publish(
    paths: Paths = None,
    to: Annotated[
        str,
        typer.Option("--to", metavar="DIR", help="The site: a folder, or s3://, gs://, az://."),
    ] = "site",
    forget: Annotated[
        list[str] | None,
        typer.Option(
            "--forget", metavar="ID", help="Drop a vanished event at once, not in 30 days."
        ),
    ] = None,
    allow_shrink: Annotated[
        bool,
        typer.Option(
            "--allow-shrink", help="Even if half of the events or a whole calendar are gone."
        ),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Report for programs, on standard output.")
    ] = False,
) -> None:
    """Publish programmes as a site for any web server, and note what subscribers were told."""
    from calendar_tool.cli.publishing import publish_all

    if not publish_all(paths or ["events"], to, forget or [], allow_shrink, json):
        raise typer.Exit(1)
