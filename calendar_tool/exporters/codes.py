"""QR codes as pictures and on terminals. Must not know what they lead to."""

from functools import lru_cache
from io import StringIO

_INK, _PAPER = "#111827", "#FFFFFF"


@lru_cache(maxsize=1024)
def code(address: str) -> str:
    """Return a QR code as SVG, with the quiet zone of four modules (ISO/IEC 18004)."""
    import segno  # noqa: PLC0415 - only what is published needs a code

    made = segno.make_qr(address, error="m")
    return str(made.svg_inline(border=4, dark=_INK, light=_PAPER, omitsize=True))


def code_in_blocks(address: str) -> list[str]:
    """Return a QR code as lines of block characters, which are its light modules."""
    import segno  # noqa: PLC0415 - only a server shows one

    drawn = StringIO()
    segno.make_qr(address, error="m").terminal(drawn, border=4, compact=True)
    return drawn.getvalue().splitlines()
