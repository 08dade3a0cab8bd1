"""The same programmes built as on many machines: one digest for all that is written.

By hand: `python -m tests.campaigns.building [BUILDS]`; the suite runs a short one.
"""

import os
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import HERON, MOSCOW, hang, run
from tests.publishing.sites import tree

_ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Apia", "Asia/Almaty")
_LOCALES = ("C", "ru_RU.UTF-8", "kk_KZ.UTF-8", "tr_TR.UTF-8")

_SAVED = 1_800_000_000


def built(folder: Path, number: int) -> str:
    """Return the digest of the site that the nth machine makes of two programmes in a new folder.

    Machines differ in zone, locale, hash seed, the order in which the files were written, and in
    which they are named, if it is not their folder that is.
    """
    folder.mkdir()
    hang(folder)
    paths = [folder / path.name for path in (MOSCOW, HERON)[:: 1 if number % 2 else -1]]
    for path in paths:
        path.write_bytes((HERON.parent / path.name).read_bytes())
        os.utime(path, (_SAVED, _SAVED))
    given = [[folder], paths, paths[::-1]][number % 3]
    environment = {
        "TZ": _ZONES[number % len(_ZONES)],
        "LC_ALL": _LOCALES[number % len(_LOCALES)],
        "PYTHONHASHSEED": str(number),
    }
    done = run("build", *given, "--to", folder / "site", env=environment)
    assert done.status == 0, done.err
    digest = sha256()
    for name, content in sorted(tree(folder / "site").items()):
        digest.update(f"{name}\0".encode() + (content if isinstance(content, bytes) else b""))
    return digest.hexdigest()


def main() -> None:
    """Build as often as asked for, and tell how many different sites there were."""
    builds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with TemporaryDirectory() as name:
        found = {built(Path(name, str(number)), number) for number in range(builds)}
    print(f"{builds} builds: {len(found)} sha256: {', '.join(sorted(found))}")
    sys.exit(len(found) != 1)


if __name__ == "__main__":
    main()
