"""The style and script of a page, and the policy that lets nothing else run or load.

Must not know programmes, but for their colours.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256

from calendar_tool.exporters.palette import BLACK, LEAST_CONTRAST, WHITE, contrast, text_on

#: The least helpful of what is behind links and names by day, and where the system is dark.
_DAY, _NIGHT = "#F4F5F7", "#3A2410"

#: How much of a colour is left in a masthead at night.
_DUSK = 0.62

#: Properties of what stands in a timetable; its first column is for hours, its first row for names.
_PLACES = {
    "lanes": "--lanes:{0}",
    "lane": "grid-column-start:{1}",
    "wide": "grid-column-end:span {0}",
    "line": "grid-row-start:{1}",
    "span": "grid-row-end:span {0}",
}


def masthead(accent: str) -> str:
    """Return the rules for the colour of a programme, by day and by night; paper stays white."""
    night = _mixed(accent, BLACK, 1 - _DUSK)
    by_day = _rule(":root", _accents(accent, on_day(accent)))
    by_night = _rule(":root", _accents(night, on_night(accent)))
    return f"@media screen{{{by_day.strip()}}}\n{_at_night(by_night)}"


def tracks(colors: Iterable[str]) -> str:
    """Return the rules for tracks by their numbers: colours, and what a filter hides.

    The filters need no script: a track whose box is not ticked is hidden by the style.
    """
    rules = []
    for number, color in enumerate(colors):
        name = f".track-{number}"
        rules.append(_rule(name, {"--track": on_day(color)}))
        rules.append(_at_night(_rule(name, {"--track": on_night(color)})))
        rules.append(f"body:has(#show_{number}:not(:checked)) .event{name}{{display:none}}\n")
    return "".join(rules)


def timetables(places: Mapping[str, Collection[int]]) -> str:
    """Return the rules for the places in timetables: a policy this strict allows none in elements.

    `places` are the numbers in use, by what they number.
    """
    return "".join(
        f".{name}-{number}{{{_PLACES[name].format(number, number + 1)}}}\n"
        for name, numbers in places.items()
        for number in sorted(numbers)
    )


def on_day(color: str) -> str:
    """Return the colour, as much darker as text needs on all that is light on a page."""
    return _readable(color, BLACK, _DAY)


def on_night(color: str) -> str:
    """Return the colour, as much lighter as text needs on all that is dark on a page."""
    return _readable(color, WHITE, _NIGHT)


def _readable(color: str, towards: str, ground: str) -> str:
    shades = (_mixed(color, towards, step / 20) for step in range(21))
    return next(shade for shade in shades if contrast(shade, ground) >= LEAST_CONTRAST)


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy (CSP 3) of a page that holds this style and this script.

    Nothing is loaded, nothing is sent, and no other script or style has an effect.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}" if script else "script-src 'none'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _accents(behind: str, link: str) -> dict[str, str]:
    return {"--accent": behind, "--on-accent": text_on(behind), "--link": link}


def _mixed(color: str, other: str, share: float) -> str:
    pairs = zip(*(bytes.fromhex(one.removeprefix("#")) for one in (color, other)), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _rule(selector: str, values: dict[str, str]) -> str:
    return f"{selector}{{{';'.join(f'{name}:{value}' for name, value in values.items())}}}\n"


def _at_night(rules: str) -> str:
    return f"@media screen and (prefers-color-scheme:dark){{{rules.strip()}}}\n"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
