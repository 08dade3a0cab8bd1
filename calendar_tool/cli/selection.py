"""`--day --track --venue …`: the options that choose events, in every command that shows some."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

#: The options: OR within one, AND between them.
OPTIONS = {
    "day": "Only this day: 2019-11-15 or '15 Nov'.",
    "track": "Only this track, by id.",
    "venue": "Only this venue, by id.",
    "room": "Only this room, as VENUE/ROOM.",
    "person": "Only what this person takes part in, by id.",
    "kind": "Only this kind: concert, exhibition and so on.",
    "tag": "Only this tag.",
    "feed": "Only this feed of the programme, by id.",
}

#: What was asked for, by option.
Asked = dict[str, list[str]]


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with the options above in place of its parameter `asked`."""
    signature = inspect.signature(command)
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[list[str] | None, typer.Option(f"--{name}", help=about)],
        )
        for name, about in OPTIONS.items()
    ]
    kept = [parameter for parameter in signature.parameters.values() if parameter.name != "asked"]

    @wraps(command)
    def run(**values: Any) -> None:
        asked = {name: values.pop(name) or [] for name in OPTIONS}
        command(**values, asked=asked)

    positional = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in kept]
    run.__signature__ = signature.replace(parameters=[*positional, *options])  # type: ignore[attr-defined]
    return run
