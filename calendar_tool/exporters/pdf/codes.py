"""QR codes as pictures. Must not know what they lead to."""

from functools import lru_cache

_INK, _PAPER = "#111827", "#FFFFFF"


@lru_cache(maxsize=1024)
def code(address: str) -> str:
    """Return a QR code as SVG, with the quiet zone of four modules (ISO/IEC 18004)."""
    import segno  # noqa: PLC0415 - only what is published needs a code

    made = segno.make_qr(address, error="m")
    return str(made.svg_inline(border=4, dark=_INK, light=_PAPER, omitsize=True))
