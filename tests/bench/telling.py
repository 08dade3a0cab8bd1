"""How fast a ledger is kept: `python -m tests.bench.telling`, by hand.

The events of `tests.bench.writing`; medians of some turns, and how each compares with writing the
one feed in the same turns.
"""

from datetime import timedelta
from statistics import median

from calendar_tool.exporters.format import Edition
from calendar_tool.exporters.ics import FORMAT
from calendar_tool.ledger import Ledger, advance, read, read_published, tell, witness, write
from calendar_tool.occurrences import unfold
from tests.bench.writing import EVENTS, TOLD, TURNS, programme, seconds


def main() -> None:
    """Print medians and ratios."""
    whole = programme()
    occurrences = unfold(whole)
    edition = Edition(
        programme=whole, language="ru", occurrences=occurrences, path="all.ics", told=TOLD
    )
    told = tell(whole, occurrences)
    known = advance(Ledger(), whole, told, TOLD)
    content, feed = write(known), FORMAT.render(edition).content
    published, later = read_published(feed, "all.ics"), TOLD + timedelta(days=1)
    assert published == known.stamps
    assert advance(known, whole, told, later) is known
    acts = {
        "write the feed": lambda: FORMAT.render(edition),
        "tell": lambda: tell(whole, occurrences),
        "advance, nothing new": lambda: advance(known, whole, told, later),
        "write the ledger": lambda: write(known),
        "read the ledger": lambda: read(content, "bench"),
        "read the feed": lambda: read_published(feed, "all.ics"),
        "witness": lambda: witness(known, published),
    }
    turns = [[seconds(act) for act in acts.values()] for _ in range(TURNS)]
    print(f"{EVENTS} events, a ledger of {len(content) / 1e6:.1f} MB, {TURNS} turns, medians")
    for number, name in enumerate(acts):
        spent = median(turn[number] for turn in turns)
        ratio = median(turn[number] / turn[0] for turn in turns)
        print(f"{name:22}{spent:7.3f} s {ratio:7.2f} × the feed")


if __name__ == "__main__":
    main()
