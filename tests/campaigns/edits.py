"""Random files, random edits, by hand: `python -m tests.campaigns.edits [files]`.

Prints what came of them. Every edit that was made has been proved, read by another reader too, and
found to have left every comment in its order; whatever fails is shown by Hypothesis.
"""

import sys
from collections import Counter
from random import Random

from hypothesis import HealthCheck, Phase, given, settings

from calendar_tool.source.edit import Unsafe
from tests.source.edit_files import changes_of, new_event, paths_of
from tests.source.editing import (
    added,
    changed,
    comments,
    event_at,
    events_of,
    is_insertion,
    random_file,
    randoms,
    removed,
)

FILES = 20_000


def edited(random: Random, figures: Counter[str]) -> None:
    """Make one edit of one file."""
    text, data = random_file(random)
    events = events_of(data)
    paths = list(paths_of(events))
    kind = random.choice(("add", "add", "change", "change", "remove")) if paths else "add"
    exact = True
    try:
        if kind == "add":
            new = added(text, new_event(random), random.choice([None, -1, *range(len(events))]))
            assert is_insertion(text, new) or "events: [" in text
        elif kind == "change":
            path = random.choice(paths)
            changes = changes_of(random, event_at(data, path))
            exact = None not in changes.values()
            new = changed(text, path, changes)
        else:
            exact = False
            new = removed(text, random.choice(paths))
    except Unsafe as refused:
        figures[f"{kind}: {refused.key}"] += 1
        return
    left = iter(comments(text))
    assert all(comment in left for comment in comments(new))
    assert not exact or comments(new) == comments(text)
    figures[f"{kind}: made"] += 1


def main(files: int) -> None:
    figures = Counter[str]()

    @settings(
        max_examples=files,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(randoms)
    def campaign(random: Random) -> None:
        edited(random, figures)

    campaign()
    for what, count in sorted(figures.items()):
        print(f"{count:7,} {what}")
    print(f"{figures.total():7,} in all; none wrong")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
