"""Pages as they are served: they know that calendars of what one chose live here, and reload.

Must not know programmes; what it adds is allowed by the policy of the page, and nothing else is.
"""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from markupsafe import Markup, escape

#: A page reloads when it has become another one: once a second it compares its tag, which the
#: browser keeps with it, with that of the present one.
_SCRIPT = Markup(
    """{
  const tag = async (how) => {
    const answer = await fetch(location.href, how);
    return answer.ok ? answer.headers.get("ETag") : null;
  };
  let known = null;
  const look = async () => {
    try {
      known ??= await tag({cache: "force-cache"});
      const present = await tag({method: "HEAD", cache: "no-store"});
      if (known && present && present !== known) location.reload();
    } catch {
      // Nobody is there: perhaps again in a second.
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
"""
)

_STYLE = Markup(
    """.notes { position: sticky; top: 0; z-index: 9; padding: .6rem 1rem; background: #7F1D1D;
  color: #FFFFFF; font: 0.9rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere;
  max-height: 30vh; overflow-y: auto; }
.notes p { margin: 0 0 .2rem; }
@media print { .notes { display: none; } }
"""
)

_BAR = Markup('<aside class="notes" role="status" tabindex="0">{}</aside>\n')
_NOTE = Markup("<p>{}</p>")

#: By this the script of a page knows where calendars of what one chose are to be had.
_SERVED = '<meta name="calendars" content="my/">\n'


def served(page: bytes, notes: Sequence[str] | None) -> bytes:
    """Return a page as it is served; one that watches has `notes`, each a line of its bar."""
    text = page.decode().replace("</head>", f"{_SERVED}</head>", 1)
    if notes is None:
        return text.encode()
    allowed = {
        "default-src 'none'": "default-src 'none'; connect-src 'self'",
        "script-src 'none'": "script-src",
        "script-src": f"script-src {_hash(_SCRIPT)}",
        "style-src ": f"style-src {_hash(_STYLE)} ",
    }
    for old, new in allowed.items():
        text = text.replace(str(escape(old)), str(escape(new)), 1)
    text = text.replace("</head>", f"<style>{_STYLE}</style>\n</head>", 1)
    if notes:
        bar = _BAR.format(Markup("\n").join(_NOTE.format(note) for note in notes))
        text = text.replace("<body>", f"<body>\n{bar}", 1)
    return text.replace("</body>", f"<script>{_SCRIPT}</script>\n</body>", 1).encode()


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
