"""The words that authors use for months, weekdays and what stands between: ru, kk, en, as data.

Knows words alone; must not know dates, clocks or what a programme is.
"""

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

#: Short forms first. What stands before a bar also takes the endings of its language.
_MONTHS = {
    "en": "jan january|, feb february|, mar march|, apr april|, may|, jun june|, jul july|,"
    "aug august|, sep sept september|, oct october|, nov november|, dec december|",
    "ru": "янв январ|ь, фев февр феврал|ь, мар март|, апр апрел|ь, май мая маю маем мае, июн|ь,"
    "июл|ь, авг август|, сен сент сентябр|ь, окт октябр|ь, ноя нояб ноябр|ь, дек декабр|ь",
    "kk": "қаң қаңтар|, ақп ақпан|, нау наурыз|, сәу сәуір|, мам мамыр|, мау маусым|, шіл шілде|,"
    "там тамыз|, қыр қырк қыркүйек| қыркүйег|, қаз қазан|, қар қараша|, жел желт желтоқсан|",
}
_WEEKDAYS = {
    "en": "mon monday|, tue tues tuesday|, wed weds wednesday|, thu thur thurs thursday|,"
    "fri friday|, sat saturday|, sun sunday|",
    "ru": "пн пон понедельник|, вт вторник|, ср сред|а, чт четв четверг|, пт пятн пятниц|а,"
    "сб суб суббот|а, вс воскр воскресень|е",
    "kk": "дс дүйс дүйсенбі|, сс сейс сейсенбі|, ср сәрс сәрсенбі|, бс бейс бейсенбі|, жм жұма|,"
    "сб сенбі|, жс жекс жексенбі|",
}
_FROM = ("дан", "ден", "тан", "тен", "нан", "нен")
_ENDINGS = {
    "en": "",
    "ru": "ь я ю ем ём е и а у ом ы й ой ою ей",
    "kk": "ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дағы дегі тағы тегі "
    "мен бен пен дан ден тан тен нан нен",
}
_SKIPPED = (
    "с со c в во на г гг год года году годов ч час часа часов "
    "from at on the of h hrs hours o'clock "
    "ж жж жыл жылы жылғы жылдың ай айы айының айында күні күндері сағат сағ бастап"
)
_TO = "до по to until till through"
_AFTER_TO = "дейін шейін"
_AND = "и and және"

#: What follows a number directly or after a hyphen: 15th, 15-го, 15-і, 19:00-де.
_SUFFIXES = (
    "st nd rd th го е ое й му м ого ому і ы сі сы ші шы інші ыншы нші ншы "
    "інде ында сінде сында іне ына сіне сына на не "
) + _ENDINGS["kk"]
_SUFFIXES_FROM = ("інен", "ынан", "сінен", "сынан", *_FROM)

_NOT_YET = (
    "tba|tbc|tbd|t\\.b\\.a|to be (?:announced|confirmed|determined|decided|advised)|not announced"
    "|уточня[ею]тся|уточн[ия]тся|(?:не|будет|будут) (?:объявлен|известн|уточн[её]н|назначен)[аоы]?"
    "|хабарланады|хабарландырылады|хабарланбады|нақтыланады|нақтылануда|жарияланады|белгісіз"
)
_BESIDE_NOT_YET = (
    "time|date|and|is|are|yet|still|later|soon|время|часы|дата|даты|день|начал[оа]|и|пока|ещ[её]"
    "|позже|позднее|дополнительно|уақыты?|күні|мен|және|кейін|кейінірек|қосымша|әлі"
)
#: «TBA» in all its natural forms, at the end of a text.
NOT_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:(?:{_BESIDE_NOT_YET})[\s,]+)*(?:{_NOT_YET})"
    rf"(?:[\s,]+(?:{_BESIDE_NOT_YET}))*[\s.)!]*$",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """What a word stands for.

    `kind`: month, weekday, skip, list, dash (a range goes on), after (it ends, «дейін»).
    `number`: the month from 1, the weekday from 0 for Monday. `is_full`: no abbreviation.
    `is_from`: the Kazakh ablative, which opens a range.
    """

    kind: str
    number: int = 0
    language: str = ""
    is_full: bool = False
    is_from: bool = False


def _forms(row: str, language: str) -> dict[str, bool]:
    """Return every form of one month or weekday, and whether it is a full one."""
    forms: dict[str, bool] = {}
    for word in row.split():
        stem, bar, ending = word.partition("|")
        forms[stem + ending] = bool(bar)
        if bar:
            forms |= {stem + each: True for each in ("", *_ENDINGS[language].split())}
    return forms


def _vocabulary() -> dict[str, Word]:
    words: dict[str, Word] = {}
    for kind, table, first in (("month", _MONTHS, 1), ("weekday", _WEEKDAYS, 0)):
        for language, rows in table.items():
            for number, row in enumerate(rows.split(","), first):
                for form, is_full in _forms(row, language).items():
                    is_from = language == "kk" and is_full and form.endswith(_FROM)
                    words.setdefault(form, Word(kind, number, language, is_full, is_from))
    for kind, several in (("skip", _SKIPPED), ("dash", _TO), ("after", _AFTER_TO), ("list", _AND)):
        words |= dict.fromkeys(several.split(), Word(kind))
    return words


_WORDS = _vocabulary()
_LOOKALIKES = str.maketrans("aceopxyihə", "асеорхуіһә")


def _folded(written: str) -> str:
    """Return a word as the tables spell it; a Latin letter among Cyrillic ones is a slip."""
    word = normalize("NFC", written).casefold().replace("’", "'")
    return word if word.isascii() else word.translate(_LOOKALIKES)


def look_up(written: str) -> Word | None:
    """Return what a word stands for, whatever its case and grammar."""
    return _WORDS.get(_folded(written))


def suffix(written: str) -> str | None:
    """Return what an ending behind a number says: `from` or nothing; None if it is no ending."""
    word = _folded(written)
    if word in _SUFFIXES_FROM:
        return "from"
    return "" if word in _SUFFIXES.split() else None


@cache
def _guessable() -> list[str]:
    return [form for form, word in _WORDS.items() if word.number or len(form) > 2]


@lru_cache(maxsize=1024)  # one wrong word is often repeated in every event
def guess(written: str) -> str | None:
    """Return the known word that a misspelt one comes closest to, if one comes close."""
    if not 3 <= len(written) <= 20:
        return None
    close = get_close_matches(_folded(written), _guessable(), n=1, cutoff=0.75)
    return close[0] if close else None


def weekday_names(written: str, number: int) -> tuple[str, str]:
    """Return a weekday in the language and length of another one, and what may replace that one.

    Where that one has a grammatical case, the short name replaces it: it has none.
    """
    like = look_up(written) or Word("weekday", language="en")
    rows = [row.replace("|", "").split() for row in _WEEKDAYS[like.language].split(",")]
    short, full = rows[number][0], rows[number][-1]
    name = full if like.is_full else short
    instead = name if _folded(written) in rows[like.number] else short
    if like.language == "en" or written[0].isupper():
        return name.capitalize(), instead.capitalize()
    return name, instead
