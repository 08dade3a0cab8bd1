"""What every server of a published site must do, ours and those of `docs/hosting.md` alike.

One function for each rule. It is given somebody who asks a server, and the site that this shows at
its root: a folder as `publish` makes it, even if the server has its bytes from elsewhere. What
calendar programs need of it, and why, is in `docs/hosting.md`.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from gzip import decompress
from pathlib import Path
from urllib.parse import urljoin

import brotli  # type: ignore[import-untyped]

from calendar_tool.publishing import Disk, Record
from tests.hosting.asking import Answer, Asker, asking

CACHING = "max-age=60, stale-if-error=604800"

_OTHERS = ("PUT", "POST", "DELETE", "PATCH", "PROPFIND", "OPTIONS", "MKCOL")

_ABSENT = (
    "/none",
    "/none/",
    "/none/all.ics",
    "/robots.txt/all.ics",
    "/.git/config",
    "/.htaccess",
    "/.calendar-tool/plan.json",
    "/.manifest.json.lock",
    "/site.releases/1/manifest.json",
)

#: Ways out of the site, which a server may refuse as it likes.
_OUTSIDE = (
    "/../site.releases/1/manifest.json",
    "/%2e%2e/site.releases/1/manifest.json",
    "/..%2fsite.releases%2f1%2fmanifest.json",
    "/..%5csite.releases/1/manifest.json",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "//etc/passwd",
    "/robots.txt%00.ics",
)

Rule = Callable[[Asker, Path], None]


def each_file_is_served_as_it_stands(ask: Asker, site: Path) -> None:
    for record in _records(site):
        answer = ask(f"/{record.path}")
        assert answer.status == 200, record.path
        assert answer.headers["content-length"] == str(len(answer.content))
        assert "content-encoding" not in answer.headers
        if not record.path.endswith(".html"):  # of which a server may make more
            assert answer.content == (site / record.path).read_bytes(), record.path


def so_is_each_page(ask: Asker, site: Path) -> None:
    for record in _records(site):
        if record.path.endswith(".html"):
            assert ask(f"/{record.path}").content == (site / record.path).read_bytes(), record.path


def each_file_has_its_media_type(ask: Asker, site: Path) -> None:
    for record in _records(site):
        found = ask(f"/{record.path}", "HEAD").headers["content-type"]
        same = found.replace("text/xml", "application/xml")  # RFC 7303 4.2
        assert same == record.media_type, record.path


def the_manifest_is_a_file_like_others(ask: Asker, site: Path) -> None:
    answer = ask("/manifest.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.content == (site / "manifest.json").read_bytes()


def only_what_is_to_be_saved_is_an_attachment(ask: Asker, site: Path) -> None:
    found = {record.path: ask(f"/{record.path}", "HEAD").headers for record in _records(site)}
    attached = {path for path, headers in found.items() if "content-disposition" in headers}
    assert attached == {path for path in found if "/event/" in path}
    assert {found[path]["content-disposition"] for path in attached} == {"attachment"}


def caches_know_for_how_long(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        answer = ask(path)
        assert answer.headers["cache-control"] == CACHING, path
        again = ask(path, If_None_Match=answer.headers["etag"])
        assert (again.status, again.headers["cache-control"]) == (304, CACHING), path


def nobody_guesses_types(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        assert ask(path).headers["x-content-type-options"] == "nosniff", path


def pages_of_others_may_read_what_is_public(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        assert ask(path).headers["access-control-allow-origin"] == "*", path


def who_has_it_is_told_so_by_its_tag(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        for coding in ("identity", "gzip"):
            tag = ask(path, Accept_Encoding=coding).headers["etag"]
            weak = tag.removeprefix("W/")
            for tags in (tag, weak, f"W/{weak}", f'"other", {tag}', "*"):
                answer = ask(path, If_None_Match=tags, Accept_Encoding=coding)
                assert (answer.status, answer.content) == (304, b""), (path, coding, tags)
                assert answer.headers["etag"].removeprefix("W/") == weak


def who_has_it_is_told_so_by_its_date(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        for coding in ("identity", "gzip"):
            changed = ask(path, Accept_Encoding=coding).headers["last-modified"]
            answer = ask(path, If_Modified_Since=changed, Accept_Encoding=coding)
            assert (answer.status, answer.content) == (304, b""), (path, coding)


def who_has_another_gets_it_whole(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        first = ask(path)
        changed = first.headers["last-modified"]
        before = format_datetime(parsedate_to_datetime(changed) - timedelta(seconds=1), usegmt=True)
        for known in (
            {"If_None_Match": '"other"'},
            {"If_None_Match": '"other"', "If_Modified_Since": changed},
            {"If_Modified_Since": before},
            {"If_Modified_Since": "yesterday"},
        ):
            answer = ask(path, **known)
            assert (answer.status, answer.content) == (200, first.content), (path, known)


def dates_are_those_of_the_files(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        changed = (site / path[1:]).stat().st_mtime
        for coding in ("identity", "gzip"):
            found = ask(path, Accept_Encoding=coding).headers["last-modified"]
            assert parsedate_to_datetime(found).timestamp() == changed, (path, coding)


def who_asks_for_gzip_gets_it(ask: Asker, site: Path) -> None:
    for path in _compressed(site):
        identity = ask(path)
        for coding in ("gzip", "deflate, gzip", "deflate;q=0.9, gzip;q=0.8"):
            answer = ask(path, Accept_Encoding=coding)
            assert answer.status == 200
            assert answer.headers["content-encoding"] == "gzip", (path, coding)
            assert decompress(answer.content) == identity.content, path
            assert answer.headers["content-type"] == identity.headers["content-type"]
            assert answer.headers["etag"] != identity.headers["etag"], path
        through = ask(path, Accept_Encoding="gzip", Via="1.1 cache")
        assert through.headers["content-encoding"] == "gzip", path


def what_is_compressed_is_the_file_beside(ask: Asker, site: Path) -> None:
    for path in _compressed(site):
        for coding in ("gzip, deflate, zstd", "gzip, deflate, br, zstd"):
            answer = ask(path, Accept_Encoding=coding)
            beside = path[1:] + {"br": ".br", "gzip": ".gz"}[answer.headers["content-encoding"]]
            assert answer.content == (site / beside).read_bytes(), path


def who_asks_for_brotli_gets_it(ask: Asker, site: Path) -> None:
    for path in _compressed(site):
        tags = {ask(path, Accept_Encoding=coding).headers["etag"] for coding in ("", "gzip")}
        for coding in ("br", "gzip, deflate, br, zstd", "br;q=0.9, *;q=0"):
            answer = ask(path, Accept_Encoding=coding)
            assert answer.headers["content-encoding"] == "br", (path, coding)
            assert brotli.decompress(answer.content) == ask(path).content, path
            assert answer.headers["etag"] not in tags
            again = ask(path, Accept_Encoding=coding, If_None_Match=answer.headers["etag"])
            assert again.status == 304


def who_does_not_ask_for_gzip_gets_none(ask: Asker, site: Path) -> None:
    for path in _compressed(site):
        plain = ask(path)
        for coding in ("", "identity", "gzip;q=0", "deflate, gzip;q=0.0"):
            answer = ask(path, Accept_Encoding=coding)
            assert "content-encoding" not in answer.headers, (path, coding)
            assert (answer.status, answer.content) == (200, plain.content), (path, coding)


def caches_keep_both_forms_apart(ask: Asker, site: Path) -> None:
    for path in _compressed(site):
        for coding in ("identity", "gzip"):
            answer = ask(path, Accept_Encoding=coding)
            assert _varies(answer), (path, coding)
            known = {"If_None_Match": answer.headers["etag"], "Accept_Encoding": coding}
            again = ask(path, **known)
            assert again.status == 304
            assert _varies(again), (path, coding)


def head_is_get_without_content(ask: Asker, site: Path) -> None:
    assert ask("/none", "HEAD").status == 404
    for path in _kinds(site):
        for coding in ("identity", "gzip"):
            whole = ask(path, Accept_Encoding=coding)
            head = ask(path, "HEAD", Accept_Encoding=coding)
            assert (head.status, head.content) == (whole.status, b""), path
            assert head.lasting == whole.lasting, path


def nothing_but_reading_is_allowed(ask: Asker, site: Path) -> None:
    for path in _kinds(site):
        before = (site / path[1:]).read_bytes(), ask(path).content
        for method in _OTHERS:
            answer = ask(path, method, Content_Length="0", If_Match='"none"')
            assert answer.status == 405, (path, method)
        assert ((site / path[1:]).read_bytes(), ask(path).content) == before


def what_is_not_there_is_not_found(ask: Asker, site: Path) -> None:
    hidden = (path.relative_to(site) for path in site.rglob(".*") if path.is_file())
    for path in [*_ABSENT, *(f"/{one.as_posix()}" for one in hidden)]:
        answer = ask(path)
        assert answer.status == 404, path
        assert len(answer.content) < 1000, path
        assert "cache-control" not in answer.headers, path


def nothing_leads_out_of_the_site(ask: Asker, site: Path) -> None:
    feed = _feed(site)
    for path in _OUTSIDE:
        assert ask(path).status >= 400, path
    assert ask(feed).status == 200


def a_folder_is_its_page_and_no_list(ask: Asker, site: Path) -> None:
    folder = _feed(site).rpartition("/")[0]
    for there in (folder, ""):
        answer, page = ask(f"{there}/"), ask(f"{there}/index.html")
        assert (answer.status, answer.content) == (200, page.content), there
    assert ask(f"{folder}/event/").status in (403, 404)


def a_folder_without_its_slash_leads_there_at_once(ask: Asker, site: Path) -> None:
    folder = _feed(site).rpartition("/")[0]
    answer = ask(f"{folder}?v=2", Host="calendar.example.org")
    assert answer.status in (301, 308)
    asked = f"http://calendar.example.org{folder}"
    place = urljoin(asked, answer.headers["location"].removesuffix("?v=2"))
    assert place == f"{asked}/"
    assert ask(f"{folder}/").status == 200


def what_follows_a_question_mark_does_not_matter(ask: Asker, site: Path) -> None:
    feed = _feed(site)
    whole, asked = ask(feed), ask(f"{feed}?v=2&utm_source=poster")
    assert (asked.content, asked.lasting) == (whole.content, whole.lasting)


#: For every server.
RULES: tuple[Rule, ...] = (
    each_file_is_served_as_it_stands,
    each_file_has_its_media_type,
    only_what_is_to_be_saved_is_an_attachment,
    caches_know_for_how_long,
    nobody_guesses_types,
    who_has_it_is_told_so_by_its_tag,
    who_has_it_is_told_so_by_its_date,
    who_has_another_gets_it_whole,
    who_asks_for_gzip_gets_it,
    who_does_not_ask_for_gzip_gets_none,
    caches_keep_both_forms_apart,
    head_is_get_without_content,
    nothing_but_reading_is_allowed,
    what_is_not_there_is_not_found,
    nothing_leads_out_of_the_site,
    a_folder_is_its_page_and_no_list,
    a_folder_without_its_slash_leads_there_at_once,
    what_follows_a_question_mark_does_not_matter,
)

#: For those that send what lies in a folder.
RULES_OF_FOLDERS: tuple[Rule, ...] = (
    dates_are_those_of_the_files,
    pages_of_others_may_read_what_is_public,
    what_is_compressed_is_the_file_beside,
    so_is_each_page,
    the_manifest_is_a_file_like_others,
)


#: For those that know brotli: of Debian's servers, all but nginx.
RULES_OF_BROTLI: tuple[Rule, ...] = (who_asks_for_brotli_gets_it,)


def check_all(base: str, site: Path) -> None:
    """Hold a server against the rules for all: `base` is its address without a slash at the end."""
    for rule in RULES:
        with asking(base) as ask:
            rule(ask, site)


def _records(site: Path) -> tuple[Record, ...]:
    manifest = Disk(site).manifest()
    assert manifest is not None
    assert len(manifest.files) > 20
    return manifest.files


def _feed(site: Path) -> str:
    """Return the address of a feed of everything."""
    return next(f"/{one.path}" for one in _records(site) if one.path.endswith("/all.ics"))


def _kinds(site: Path) -> list[str]:
    """Return the address of the largest file of each kind, and of a single event."""
    records = sorted(_records(site), key=lambda one: (site / one.path).stat().st_size)
    by_suffix = {Path(one.path).suffix: f"/{one.path}" for one in records}
    assert by_suffix.keys() >= {".ics", ".html", ".json", ".pdf", ".png", ".txt", ".xml"}
    return [*by_suffix.values(), next(f"/{one.path}" for one in records if "/event/" in one.path)]


def _compressed(site: Path) -> Iterator[str]:
    """Yield the addresses of files that lie there compressed too."""
    found = [one.path for one in _records(site) if (site / f"{one.path}.gz").exists()]
    assert len(found) > 20
    assert {Path(path).suffix for path in found} >= {".ics", ".html", ".json", ".xml"}
    yield from (f"/{path}" for path in found)


def _varies(answer: Answer) -> bool:
    names = answer.headers.get("vary", "").lower().split(",")
    return "accept-encoding" in map(str.strip, names)
