"""Colours that can be read on paper and screen, and the look of each track.

Must not know formats. Colours are `#RRGGBB`; contrast is WCAG 2's, from 1 to 21.
"""

from collections.abc import Collection, Sequence
from itertools import cycle
from typing import NamedTuple, TypeVar

from calendar_tool.model import Programme, Shape

#: What WCAG 2.1 AA (1.4.3) asks for between text and what is behind it.
LEAST_CONTRAST = 4.5

#: The masthead of a programme that has no colour of its own.
DEEP_RED = "#8F1D2C"

WHITE = "#FFFFFF"
BLACK = "#000000"

#: For tracks without a colour: one more than there are shapes, so that pairs repeat late.
_COLORS = ("#475569", "#1D5FA8", "#B4410E", "#7A3E9D", "#A3123F", "#14733A", "#0F6E7A")

_Thing = TypeVar("_Thing", str, Shape)


class Look(NamedTuple):
    """How a track is marked: colour and shape; its name is the third, for who sees neither."""

    color: str
    shape: Shape


def looks(programme: Programme) -> dict[str, Look]:
    """Return the look of each track by id: as written, readable on white; the rest is dealt out."""
    tracks = programme.tracks.values()
    colors = cycle(_left(_COLORS, {track.color for track in tracks}))
    shapes = cycle(_left(tuple(Shape), {track.shape for track in tracks}))
    return {
        track.id: Look(on_white(track.color or next(colors)), track.shape or next(shapes))
        for track in tracks
    }


def _left(things: Sequence[_Thing], taken: Collection[_Thing | None]) -> Sequence[_Thing]:
    return [thing for thing in things if thing not in taken] or things


def text_on(color: str) -> str:
    """Return white or black: the text colour that can be read on any colour."""
    return WHITE if contrast(color, WHITE) >= LEAST_CONTRAST else BLACK


def on_white(color: str) -> str:
    """Return the colour, as much darker as text on white paper needs."""
    channels = [float(channel) for channel in _channels(color)]
    while contrast(color, WHITE) < LEAST_CONTRAST:
        channels = [channel * 0.95 for channel in channels]
        color = "#" + "".join(f"{int(channel):02X}" for channel in channels)
    return color


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.1, «contrast ratio»)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(color))
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _channels(color: str) -> bytes:
    return bytes.fromhex(color.removeprefix("#"))
