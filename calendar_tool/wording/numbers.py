# ruff: noqa: PLC0415 - Babel costs a quarter of a short run, so it is imported by the first number
"""Numbers as the language writes them, from CLDR, through Babel."""

from math import floor

from calendar_tool.wording.locales import locale

_UNITS = ("kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte")


def number(value: int, language: str) -> str:
    """Return «1 234 567»."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=locale(language)))


def share(value: float, language: str) -> str:
    """Return «96,2%» for 0.9629: rounded down, so that nothing is called all that is not."""
    from babel.numbers import format_percent

    rounded = floor(value * 1000) / 1000
    return format_percent(rounded, locale=locale(language), decimal_quantization=False)


def octets(value: int, language: str) -> str:
    """Return «1,3 ГБ»: with a unit of which there are less than a thousand."""
    from babel.units import format_unit

    size, unit = value / 1000, 0
    while size >= 999.95 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    name = f"digital-{_UNITS[unit]}"
    return format_unit(size, name, "short", format="#,##0.0", locale=locale(language))
