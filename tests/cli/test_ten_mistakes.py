"""Ten different mistakes in a copy of each real programme: ten findings in one run, in Russian."""

from pathlib import Path

import pytest

from tests.cli.running import ROOT, hang, run

#: What is written, what it becomes, and the code of the mistake.
MOSCOW = (
    ("time_zone: Asia/Almaty", "time_zone: Asia/Almata", "T302"),
    ("    kind: organization\n  almaty:", "    kind: organisation\n  almaty:", "S204"),
    ("color: '#B3400C'", "color: 'B3400C'", "S206"),
    ("when: Fri 15 Nov TBA", "when: Sat 15 Nov TBA", "T301"),
    ("performer: soprano", "performer: sopranos", "R402"),
    ("    track: sport", "    track: sports", "R403"),
    ("ru: 'Фотовыставка «Алматы — Москва: 25 лет дружбы»'",
     "ru: Фотовыставка «Алматы — Москва: 25 лет дружбы»", "Y122"),
    ("    venue: TBA\n    track: culture\n    kind: concert",
     "    venue: oprea\n    track: culture\n    kind: concert", "R401"),
    ("“SOPRANO Turetskogo”\n    id: gala-concert", "“SOPRANO Turetskogo”\n    id: boxing", "P701"),
    ("    kind: theater\n", "    knid: theater\n", "S201"),
)  # fmt: skip

HERON = (
    ("  email: info@festival.example", "  email: info at festival.example", "S206"),
    ("geo: [45.1210, 73.9040]", "geo: [145.1210, 73.9040]", "S206"),
    ("    when: Thu 20 May 06:00–07:30", "    when: Fri 20 May 06:00–07:30", "T301"),
    ("      until: 23 May  ", "      untill: 23 May", "S201"),
    ("    kind: meeting\n", "    kind: metting\n", "S204"),
    ("    room: tent\n", "    room: tend\n", "R405"),
    ("      url: https://festival.example/tickets/moon",
     "      url: festival.example/tickets/moon", "S205"),
    ("    related: [closing]", "    related: [closng]", "R406"),
    ("    track: craft\n    kind: workshop", "    track: kraft\n    kind: workshop", "R403"),
    ("      ru: 'Группа «Полночный паром»: концерт на воде'",
     "      ru: \"Полночный паром\": концерт на воде", "Y127"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mistakes"),
    [
        ("days-of-moscow-almaty-2019.yaml", MOSCOW),
        ("white-heron-festival-2027.yaml", HERON),
    ],
)
def test_ten_mistakes_are_ten_findings_in_the_language_of_the_reader(
    tmp_path: Path, name: str, mistakes: tuple[tuple[str, str, str], ...]
) -> None:
    text = (ROOT / "events" / name).read_text("utf-8")
    for right, wrong, _ in mistakes:
        assert right in text
        text = text.replace(right, wrong, 1)
    text = text.replace("\nignore: ", "\nignore:\n  - T308 ")  # whatever day it is today
    (hang(tmp_path) / name).write_text(text, "utf-8")
    done = run(
        "validate", "--output-format", "concise", name, cwd=tmp_path, env={"LC_ALL": "ru_RU.UTF-8"}
    )
    assert done.status == 1
    found = [line.split(" ", 2) for line in done.out.splitlines()]
    told = [(int(place.split(":")[1]), code) for place, code, _ in found]
    assert told == sorted((_line(text, right, wrong), code) for right, wrong, code in mistakes)
    assert all("а" <= said[0] <= "я" or "«" in said for _, _, said in found)


def _line(text: str, right: str, wrong: str) -> int:
    """Return the line on which the right text and the wrong one part."""
    pairs = enumerate(zip(right, wrong, strict=False))
    same = next((n for n, (one, other) in pairs if one != other), len(wrong))
    return text.count("\n", 0, text.index(wrong) + same) + 1
