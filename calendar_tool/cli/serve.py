"""`calendar-tool serve`: programmes as a site that one can subscribe to, from memory."""

from typing import Annotated

import typer


def serve(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Programmes or folders of them.", metavar="[PATH]..."),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="0.0.0.0 lets everybody in this network in, phones too."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free one.")
    ] = 8000,
    open_: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch/--no-watch", help="Follow the files, and reload open pages.")
    ] = True,
) -> None:
    """Serve feeds, pages and paper of programmes until Ctrl-C, as build would write them."""
    from calendar_tool.cli.serving import serve_all

    if not serve_all(paths or ["events"], host, port, opens=open_, watches=watch):
        raise typer.Exit(1)
