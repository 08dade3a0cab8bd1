"""Rules: what a programme that can be read may still get wrong. One function, one code, one page.

Know the model, its occurrences and recurrence; must not know YAML, nor the wording of findings.
They report, and never mend.
"""

from dataclasses import replace
from inspect import cleandoc
from itertools import islice

from msgspec.structs import replace as replaced

from calendar_tool.checks.registry import HEAD, PAGE_DAY, Busy, Facts, Page, Rule
from calendar_tool.checks.rules import CODES, RULES
from calendar_tool.checks.silence import silence
from calendar_tool.checks.words import untranslated as untranslated_into
from calendar_tool.diagnostics import Diagnostic

__all__ = [
    "CODES", "HEAD", "PAGES", "PAGE_DAY", "RULES",
    "Busy", "Facts", "Page", "Rule", "check", "silence", "untranslated",
]  # fmt: skip

#: The documentation, by code.
PAGES = {rule.code: rule.page for rule in RULES} | {
    "N901": Page(code="N901", text=cleandoc(silence.__doc__ or ""))
}


def check(facts: Facts) -> list[Diagnostic]:
    """Return what all rules find, in the order of the file; nothing is silenced yet.

    What the whole file ignores is looked for until it is found once, to know that it is there.
    """
    ignored = facts.ignored_everywhere
    found: list[Diagnostic] = []
    for rule in RULES:
        found += islice(rule(facts), 1 if rule.code in ignored else None)
    return sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.key))


def untranslated(facts: Facts, language: str) -> list[Diagnostic]:
    """Return each event and record that lacks a text in one language, whatever is ignored."""
    alone = replaced(facts.programme, languages=(language,))
    return list(untranslated_into(replace(facts, programme=alone)))
