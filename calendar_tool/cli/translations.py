"""`--title-kk`: a text in one of a programme's languages, as an option of its own."""

import re
from typing import Any

from typer.core import TyperCommand

_TRANSLATED = re.compile(r"--([a-z]+)-([a-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:=(.*))?", re.DOTALL)

#: The keys that have such options; which languages there are is known once the file is read.
_KEYS = ("title", "subtitle", "description", "notice")


class Translated(TyperCommand):
    """A command for which `--title-kk TEXT` stands for `--set title.kk=TEXT`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments of a command line."""
        known = _KEYS if any("--set" in one.opts for one in self.params) else ()
        told = iter(args)
        plain: list[str] = []
        for word in told:
            option = _TRANSLATED.fullmatch(word)
            if word == "--":
                plain.append(word)
                break
            if option is None or option[1] not in known:
                plain.append(word)
                continue
            text = option[3] if option[3] is not None else next(told, None)
            plain += [word] if text is None else ["--set", f"{option[1]}.{option[2]}={text}"]
        return super().parse_args(ctx, [*plain, *told])
