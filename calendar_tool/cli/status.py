"""`calendar-tool status`: what the next publish would tell subscribers."""

import sys

from calendar_tool.cli.parameters import File, Lang


def status(file: File, lang: Lang = None) -> None:
    """Tell what subscribers do not know yet: what the next publish would tell them."""
    from calendar_tool.cli.opening import language_in, today
    from calendar_tool.cli.stating import stated
    from calendar_tool.exporters.changes import text
    from calendar_tool.exporters.news import news
    from calendar_tool.load import load
    from calendar_tool.wording import words

    now = today()
    shown = stated(load(file, now.date()), now)
    language = language_in(shown.programme, lang)
    says = words(language)
    if not shown.before.versions:
        head, lines = says.count("status.unpublished", len(shown.occurrences)), []
    else:
        lines = [line.text for line in news(shown.changes, language, shown.programme.languages)]
        is_known = shown.ledger is shown.before
        head = says.say(f"status.{'next' if lines else 'nothing' if is_known else 'quiet'}")
    sys.stdout.buffer.write(text.render([head, *lines], language))
