"""`calendar-tool schema`: the JSON Schema of the programme file, for completion in editors."""

import json

import typer

from calendar_tool.cli.parameters import Messages


def schema(language: Messages = None) -> None:
    """Print the JSON Schema of the programme file, with what each key is for."""
    from calendar_tool.cli.language import messages
    from calendar_tool.source.schema import json_schema
    from calendar_tool.wording import words

    describe = words(messages(language, ())).describe
    typer.echo(json.dumps(json_schema(describe), ensure_ascii=False, indent=2))
