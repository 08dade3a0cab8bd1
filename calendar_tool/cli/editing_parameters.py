"""Parameters that the commands share which alter a file, each declared once."""

from typing import Annotated

import typer

File = Annotated[str, typer.Argument(help="The programme to edit.", metavar="FILE")]
Id = Annotated[str, typer.Argument(help="The id of an event or a part.", metavar="ID")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Any other key: age=12+. Again for a list."),
]
Notice = Annotated[
    str | None,
    typer.Option("--notice", help="Why, for the public; --notice-kk and so on for translations."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")]
Force = Annotated[bool, typer.Option("--force", help="Write even what brings an error about.")]
