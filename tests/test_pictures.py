"""Pictures by their content, and those beside a programme: what is shown, and what never leaves."""

import os
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from calendar_tool.load import Loaded, load, load_bytes
from calendar_tool.pictures import LARGEST, SVG, Fault, Picture, recognized
from tests.cli.running import HERON

TODAY = date(2026, 9, 1)
HEAD = """\
format: 1
id: city-day
title: City Day
languages: [en]
time_zone: Asia/Almaty
dates: 12–13 Sep 2026
url: https://example.org/city-day/
"""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
)


def dots(kind: str = "PNG", size: int = 4, mode: str = "RGB", color: str | int = 0) -> bytes:
    content = BytesIO()
    Image.new(mode, (size, size), color).save(content, kind)
    return content.getvalue()


def drawn(inside: str) -> bytes:
    return DRAWING.format(inside).encode()


# -- by their content


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WebP"])
def test_dots_are_known_by_their_content(kind: str) -> None:
    content = dots(kind)
    media_type = f"image/{kind.lower()}"
    assert recognized(content) == Picture(media_type=media_type, content=content)


def test_a_drawing_is_known_and_loses_the_mark_of_its_encoding() -> None:
    content = HERON.with_suffix(".svg").read_bytes()
    assert recognized(b"\xef\xbb\xbf" + content) == Picture(media_type=SVG, content=content)


@pytest.mark.parametrize(
    "inside",
    [
        '<use xlink:href="#heron"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<path fill="url(#reeds)"/>',
        "<style>path { fill: url('#reeds') }</style>",
        "<text>on the shore: script</text>",
    ],
)
def test_a_drawing_may_lead_to_what_is_in_it(inside: str) -> None:
    assert isinstance(recognized(drawn(inside)), Picture)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        '<circle onload="alert(1)"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="https://example.org/x.png"/>',
        '<image xlink:href=" file:///etc/passwd"/>',
        '<use href="other.svg#x"/>',
        '<a href="javascript:alert(1)"><circle/></a>',
        '<image href="data:image/svg+xml,x"/>',
        "<style>@import 'https://example.org/x.css'</style>",
        '<path fill="url( https://example.org/x.svg#y )"/>',
    ],
)
def test_a_drawing_that_runs_or_loads_something_is_none(inside: str) -> None:
    assert recognized(drawn(inside)) is Fault.ALIVE


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<?xml-stylesheet href="https://example.org/x.css"?>',
    ],
)
def test_a_drawing_that_unfolds_or_borrows_is_none(before: str) -> None:
    assert recognized(before.encode() + drawn("")) is Fault.ALIVE


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"\xff\xfe",
        b"<svg>",
        b"<svg/>",
        drawn("")[:-2],
        b"<html/>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
        b"\x89PNG\r\n\x1a\nIHDR",
        b"GIF89a" + bytes(8),
        b"RIFF\0\0\0\0WAVEfmt ",
        "<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"),
    ],
)
def test_whatever_it_is_called_other_bytes_are_no_picture(content: bytes) -> None:
    assert recognized(content) is Fault.KIND


def test_what_unfolds_into_too_many_dots_is_too_large() -> None:
    assert len(dots(size=30_000, mode="1")) < LARGEST
    assert recognized(dots(size=30_000, mode="1")) is Fault.LARGE
    assert recognized(dots() + bytes(LARGEST)) is Fault.LARGE


# -- beside a programme


def opened(folder: Path, *names: str) -> Loaded:
    """Return a programme that names pictures, one for each event."""
    events = "".join(
        f"  - {{title: E{n}, id: e{n}, when: 12 Sep TBA, image: {{src: '{name}', alt: x}}}}\n"
        for n, name in enumerate(names)
    )
    path = folder / "day.yaml"
    path.write_text(f"{HEAD}events:\n{events}", "utf-8")
    return load(str(path), TODAY)


def faults(loaded: Loaded) -> list[str]:
    found = [one for one in loaded.diagnostics if one.code != "T308"]
    assert not any(one.is_error for one in found)
    return [one.key.removeprefix("I607.") for one in found]


def test_a_picture_lies_beside_its_programme_or_below(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.png", "deep/ә қ.dat"):
        (tmp_path / name).write_bytes(dots())
    loaded = opened(tmp_path, "a.png", "deep/ә қ.dat", "https://example.org/x.png", "a.png")
    assert set(loaded.pictures) == {"a.png", "deep/ә қ.dat"}
    assert loaded.pictures["a.png"].content == dots()
    assert faults(loaded) == []


def test_the_logo_and_faces_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(dots())
    text = f"{HEAD}logo: {{src: a.png, alt: x}}\npeople: {{anna: {{name: Anna, image: b.png}}}}\n"
    path = tmp_path / "day.yaml"
    path.write_text(f"{text}events: []\n", "utf-8")
    loaded = load(str(path), TODAY)
    assert set(loaded.pictures) == {"a.png"}
    assert "I607.missing" in [one.key for one in loaded.diagnostics]


@pytest.mark.parametrize(
    "name", ["../x.png", "a/../../x.png", "/etc/passwd", "~/x.png", "file:///etc/passwd"]
)
def test_a_path_that_leads_out_is_a_mistake_of_the_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.png").write_bytes(dots())
    (tmp_path / "inner").mkdir()
    loaded = opened(tmp_path / "inner", name)
    assert loaded.is_broken
    assert loaded.pictures == {}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(dots())
    (inner / "a.png").symlink_to(tmp_path / "secret.png")
    (inner / "folder").symlink_to(tmp_path)
    (inner / "b.png").write_bytes(dots())
    (inner / "c.png").symlink_to("b.png")
    (inner / "round.png").symlink_to("round.png")
    loaded = opened(inner, "a.png", "folder/secret.png", "c.png", "round.png")
    assert faults(loaded) == ["outside", "outside", "missing"]
    assert set(loaded.pictures) == {"c.png"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_linked_programme_has_the_pictures_beside_the_file_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.png").write_bytes(dots())
    opened(tmp_path / "real", "a.png")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "real" / "day.yaml")
    assert set(load(str(link), TODAY).pictures) == {"a.png"}


def test_what_is_no_file_or_cannot_be_shown_is_told_and_nothing_waits(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "words.png").write_text("words", "utf-8")
    (tmp_path / "large.png").write_bytes(dots() + bytes(5_000_000))
    (tmp_path / "alive.svg").write_bytes(drawn("<script/>"))
    names = [
        "folder.png",
        "words.png",
        "large.png",
        "alive.svg",
        "none.png",
        "words.png/x",
        "x" * 300,
    ]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.png")
        names.append("pipe.png")
    loaded = opened(tmp_path, *names)
    told = ["missing", "kind", "large", "alive", "missing", "missing", "missing", "missing"]
    assert faults(loaded) == told[: len(names)]
    assert loaded.pictures == {}


def test_all_pictures_together_have_a_limit(tmp_path: Path) -> None:
    names = [f"{number}.png" for number in range(6)]
    for name in names[:5]:
        (tmp_path / name).write_bytes(dots() + bytes(850_000))
    (tmp_path / names[5]).write_bytes(dots())
    loaded = opened(tmp_path, *names)
    assert faults(loaded) == ["many"]
    assert set(loaded.pictures) == {*names[:4], names[5]}


def test_a_picture_that_many_events_have_from_the_defaults_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "day.yaml"
    events = "".join(f"  - {{title: E{n}, id: e{n}, when: 12 Sep TBA}}\n" for n in range(3))
    path.write_text(
        f"{HEAD}defaults: {{image: {{src: a.png, alt: x}}}}\nevents:\n{events}", "utf-8"
    )
    assert faults(load(str(path), TODAY)) == ["missing"]


def test_what_does_not_come_from_a_folder_has_no_pictures_and_none_is_missing() -> None:
    text = f"{HEAD}logo: {{src: a.png, alt: x}}\nevents: []\n"
    loaded = load_bytes(text.encode(), "<stdin>", TODAY, None)
    assert (loaded.pictures, loaded.diagnostics) == ({}, ())
