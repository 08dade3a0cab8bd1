"""A thousand hostile texts, printed: `python -m tests.campaigns.printing [NUMBER] [SEED]`.

Each is put together of markup of many kinds, marks that turn text, controls and plain words; it
must come out as typed, but for what nobody can see.
"""

import sys
from collections.abc import Iterator
from random import Random

from calendar_tool.exporters.phrases import visible
from tests.exporters.sheets import letters, sheet
from tests.programmes import event, programme, timed

#: Parted by gaps; no marks that turn a whole line, which readers of PDF files take to pieces.
MARKUP = """
#panic(1) #import #eval("1") * _ ` ``` $x^2$ @ref <label> = / + // /* */ ~ -- ... \\ \\u{41} \\n
" ' « » </script> <script> <!-- ]]> &amp; &#0; %s {n} {{7*7}} ${HOME} $(id) # [ ] ( ) { }
слово Қазақ word 12+ 10:00 2019–2020
"""
UNSEEN = "\u202e \u2066 \u2069 \x00 \x07 \x1b[31m \x7f \ufeff \u2028 \ud800"
PIECES = (*MARKUP.split(), *UNSEEN.split(" "))

#: Texts in one print.
BATCH = 40


def strings(number: int, seed: int) -> Iterator[str]:
    """Yield that many texts, each of some pieces, and beginning with a number of its own."""
    dice = Random(seed)  # noqa: S311 - the same texts every time
    for n in range(number):
        pieces = (dice.choice(PIECES) + dice.choice(("", " ")) for _ in range(dice.randint(1, 6)))
        yield f"{n}а{''.join(pieces)}".strip()


def seen(written: str) -> str:
    """Return a text as `letters` gives it back."""
    plain = "".join(visible(written).split())
    return plain.replace("-", "")


def lost(texts: list[str]) -> list[str]:
    """Return the texts of one print that did not come out as typed."""
    events = [
        event(written, timed(15, f"{8 + n % 12}:00"), id=f"e{n}", description=written)
        for n, written in enumerate(texts)
    ]
    found = letters(sheet(programme(*events)))
    return [written for written in texts if found.count(seen(written)) < 2]


def main() -> None:
    """Print all texts, and what was lost; exit with 1 if anything was."""
    given = [int(one) for one in sys.argv[1:]]
    number, seed = (*given, *(1000, 1)[len(given) :])
    texts = list(strings(number, seed))
    wrong = [one for n in range(0, number, BATCH) for one in lost(texts[n : n + BATCH])]
    for written in wrong:
        print(repr(written))
    print(f"{number} texts, {len(wrong)} lost")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
