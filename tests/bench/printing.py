"""What printing costs: `python -m tests.bench.printing PYTHON`, by hand.

PYTHON is one that has WeasyPrint 70. First the agenda of the real programme in a whole process;
then 1,000 events as a tagged A4 table beside WeasyPrint, from the same rows, both PDF/UA-1; then
10,000 events by weeks, with the memory that it takes.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.whole import TOOL, beside, run, together

REAL = Path(__file__).parents[2] / "events" / "days-of-moscow-almaty-2019.yaml"

#: The same table, as plain as HTML can have it.
PEER = """
import html, json, sys
from weasyprint import HTML
rows = "".join(
    f"<tr><td>{one['hours']}</td><td><b>{html.escape(one['title'])}</b>"
    f"<br>{html.escape(one['about'])}</td><td>{html.escape(one['place'])}</td></tr>"
    for one in json.load(open(sys.argv[1], encoding="utf-8"))
)
HTML(string=f"<html lang=ru><title>Программа</title><style>@page {{ size: A4 }}"
    "td { border-bottom: 1px solid #ccc; vertical-align: top }</style>"
    f"<h1>Программа</h1><table><tr><th>Время<th>Событие<th>Место</tr>{rows}</table>"
).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1", pdf_tags=True)
"""

HEAD = """\
format: 1
id: bench
title: Программа
languages: [ru]
time_zone: Asia/Almaty
dates: 4 Jan 2027 – {last}
ignore: [P707]
venues:
{venues}
events:
"""


def rows(number: int) -> list[dict[str, str]]:
    """Return that many events, fifty a day."""
    return [
        {
            "id": f"e{n}",
            "day": f"{n // 50}",
            "hours": f"{8 + n % 14:02}:{n % 4 * 15:02}–{9 + n % 14:02}:{n % 4 * 15:02}",
            "title": f"Событие {n} о городе, людях и музыке",
            "about": "Рассказ о том, что будет, и о тех, кто приглашён. " * 2,
            "place": f"Зал {n % 20}",
        }
        for n in range(number)
    ]


def programme(number: int) -> str:
    """Return the same as a programme."""
    from datetime import date, timedelta  # noqa: PLC0415 - timed from here on

    first = date(2027, 1, 4)
    last = first + timedelta(days=(number - 1) // 50)
    venues = "\n".join(f"  v{n}: {{name: Зал {n}, address: 'ул. Абая, {n}'}}" for n in range(20))
    events = "".join(
        f"  - id: {one['id']}\n    title: {one['title']}\n"
        f"    when: {first + timedelta(days=int(one['day']))} {one['hours']}\n"
        f"    venue: v{one['place'].split()[1]}\n    description: {one['about'].strip()}\n"
        for one in rows(number)
    )
    return HEAD.format(last=f"{last:%d %b %Y}", venues=venues) + events


def main() -> None:
    """Compare, then print what very many events cost."""
    python = sys.argv[1]
    with TemporaryDirectory() as name:
        folder = Path(name)
        target = str(folder / "a.pdf")
        seconds = sorted(run([TOOL, "print", str(REAL), "-o", target])[0] for _ in range(9))
        print(f"the real programme: {seconds[4]:.2f} s")
        (folder / "peer.py").write_text(PEER, encoding="utf-8")
        for number in (1_000, 10_000):
            (folder / f"{number}.yaml").write_text(programme(number), encoding="utf-8")
        (folder / "rows.json").write_text(json.dumps(rows(1_000)), encoding="utf-8")
        mine = [TOOL, "print", str(folder / "1000.yaml"), "-o", target]
        peer = [python, str(folder / "peer.py"), str(folder / "rows.json"), str(folder / "b.pdf")]
        beside("1,000 events", mine, peer, 3)
        weeks = [TOOL, "print", str(folder / "10000.yaml"), "-o", target]
        took, peak = run(weeks)
        number, whole = len(list(folder.glob("a-*.pdf"))), together(weeks)
        print(
            f"10,000 events: {took:.1f} s, {number} files; the largest process {peak:.0f} MB, "
            f"all together {whole:.0f} MB"
        )


if __name__ == "__main__":
    main()
