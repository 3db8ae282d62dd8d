"""Date dialects: the ways to write a date in prose, mastheads, mail headers and file names.

Every dialect is one pattern in one table. Each match becomes a `DateMention`, which may lack a year or a day.
Matches that name no real day (31 February, year 0) are ignored.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from enum import StrEnum

_MONTH_NAMES = (
    "january jan januar janvier enero gennaio janeiro",
    "february feb februar février febrero febbraio fevereiro",
    "march mar märz mars marzo março",
    "april apr avril abril aprile",
    "may mai mayo maggio maio",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember décembre diciembre dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

# Names that count only between a day and a year, for they are other words too ("set", "ago", "mart").
_WRITTEN_OUT_ONLY = (
    "janv ene gen jän jänner januari stycznia января янв leden ledna januara ocak tammikuuta",
    "févr fév fev februari lutego февраля фев února februara şubat helmikuuta",
    "mrz maart marca марта března mart maaliskuuta",
    "avr abr kwietnia апреля апр dubna nisan huhtikuuta",
    "mei maj maja mag мая května mayıs toukokuuta",
    "giu czerwca июня июн června juna haziran kesäkuuta",
    "juil lug lipca июля июл července jula temmuz heinäkuuta",
    "ago augustus augusti augusta sierpnia августа авг srpna ağustos elokuuta",
    "set września сентября сент сен září septembra eylül syyskuuta",
    "ott out października октября окт října oktobra ekim lokakuuta",
    "listopada ноября ноя novembra kasım marraskuuta",
    "déc dez dic grudnia декабря дек prosince decembra aralık joulukuuta",
)
# Arabic, with the names of the Levant, and Hebrew, also with the preposition that stands before a month.
_RIGHT_TO_LEFT = (
    "يناير ינואר בינואר",
    "فبراير شباط פברואר בפברואר",
    "مارس آذار מרץ מרס במרץ במרס",
    "أبريل إبريل ابريل نيسان אפריל באפריל",
    "مايو أيار מאי במאי",
    "يونيو يونيه حزيران יוני ביוני",
    "يوليو يوليه تموز יולי ביולי",
    "أغسطس اغسطس آب אוגוסט באוגוסט",
    "سبتمبر أيلول ספטמבר בספטמבר",
    "أكتوبر اكتوبر אוקטובר באוקטובר",
    "نوفمبر נובמבר בנובמבר",
    "ديسمبر דצמבר בדצמבר",
)
_MONTH_NUMBERS = MONTHS | {
    name: number
    for table in (_WRITTEN_OUT_ONLY, _RIGHT_TO_LEFT)
    for number, names in enumerate(table, 1)
    for name in names.split()
}

_MONTH = r"(?P<m>(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_]))\.?"
_ANY_MONTH = r"(?P<m>(?:" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b)\.?"
_YEAR = r"(?P<y>[12١٢۱۲]\d{3})(?!\d)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_RANGE_END = r"(?:\s*(?:[-–—]|to|and|through)\s*(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?)?"
_NOT_WITHIN_NUMBER = r"(?<![\w.,/-])"
_NOT_AFTER_DIGIT = r"(?<!\d)"
_NOT_AFTER_DECIMAL = r"(?<!\d)(?<!\d\.)"
_NUMBERS_THE_ISSUE = re.compile(
    r"(?:\b(?:issue|number|no|nr|vol|volume|ausgabe|heft|numéro|número|numero)\.?|[#№]|\bn[°º])\s?\Z",
    re.IGNORECASE,
)
"""What stands before a number that is no day: "Number 3 January 2026"."""

_DIALECT_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _NOT_AFTER_DIGIT + r"(?P<y>[12]\d{3})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>[12]\d{3})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号號일]",
        _NOT_AFTER_DECIMAL
        + r"(?P<d>\d{1,2})\.?[\s-]+(?:del?\s+)?"
        + _ANY_MONTH
        + r",?[\s-]+(?:del?\s+)?"
        + _YEAR,
        _NOT_AFTER_DECIMAL
        + _DAY
        + _RANGE_END
        + r"[\s-]*(?:of\s+|del?\s+)?"
        + _MONTH
        + r"(?:,?[\s-]+(?:del?\s+)?"
        + _YEAR
        + r")?",
        r"\b" + _MONTH + r"[\s-]+" + _DAY + _RANGE_END + r"(?![\d:%])(?:,?[\s-]+" + _YEAR + r")?",
        _NOT_AFTER_DIGIT + r"(?P<y>[12]\d{3})[ -]" + _MONTH + r"[ -](?P<d>\d{1,2})(?![\d:%])",
        r"\b" + _MONTH + r",?\s*(?:del?\s+)?" + _YEAR,
        _NOT_WITHIN_NUMBER + r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?" + _YEAR,
        _NOT_WITHIN_NUMBER + r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/" + _YEAR,
    )
)
_MAX_YEAR = 2999
_PLACEHOLDER_YEAR = re.compile(r"(?<![+-])\b0\d{3}\b")  # the standard library reads year 0025 as 2025
_TO = re.compile(r"\s*(?:[-–—→~]|to|through|until|bis|au|al|a|até|по)\s*", re.IGNORECASE)
_EIGHT_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")

# Months in lower case without a year that are usually verbs: "they may 5 times", "march 5 miles".
_MONTHS_THAT_ARE_VERBS = ("may", "march", "mar")


class DateOrder(StrEnum):
    """How to read a date in figures: 03/02/2026 is the third of February, or the second of March."""

    UNKNOWN = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, at `[start, end)`; `year` or `day` is None where the text leaves it out.

    `last_day` is the second day of a range within one month ("6–12 February"), else the same as `day`.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    last_day: int | None

    def first(self, year: int | None = None) -> date | None:
        """The first day meant, in `year` where the text names none; None where day or year are unknown."""
        return make_date(self.year or year, self.month, self.day)

    def last(self, year: int | None = None) -> date | None:
        """The last day of the range, or the same as `first`."""
        return make_date(self.year or year, self.month, self.last_day)


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A day, and the characters `[start, end)` of a text that name it."""

    start: int
    end: int
    day: date


def find_date(text: str) -> date | None:
    """The first complete date in `text`; of a range its last day, by which periodicals are dated."""
    found = find_dated_span(text)
    return found.day if found else None


def find_dated_span(text: str) -> DatedSpan | None:
    """The first complete date in `text` and where it stands; of a range its last day and the whole range."""
    mentions = [mention for mention in date_mentions(text) if mention.last()]
    if not mentions:
        return None
    first = last = mentions[0]
    if len(mentions) > 1 and _TO.fullmatch(text, first.end, mentions[1].start):
        last = mentions[1]
    day = last.last()
    return DatedSpan(first.start, last.end, day) if day else None


def find_name_date(name: str) -> date | None:
    """The date in a file name, slug or path: as in prose, or as eight digits."""
    found = find_date(name.replace("_", "-"))
    if found:
        return found
    dates = (make_date(*map(int, match.groups())) for match in _EIGHT_DIGITS.finditer(name))
    return next(filter(None, dates), None)


def parse_header_date(text: str) -> date | None:
    """The day of an RFC 2822 `Date:` header in the sender's time zone, else the first date in the text.

    None where the year is a placeholder such as 0000 or 9999.
    """
    try:
        day = parsedate_to_datetime(text).date()
        return None if day.year > _MAX_YEAR or _PLACEHOLDER_YEAR.search(text) else day
    except (ValueError, TypeError, IndexError, OverflowError):
        return find_date(text)


def guess_date(text: str, year: int | None = None) -> date | None:
    """The first date in `text` that may be incomplete: a month alone means its first day.

    `year` is the year of dates without one; without it they are skipped.
    """
    for mention in date_mentions(text):
        guess = mention.last(year) or make_date(mention.year or year, mention.month, mention.day or 1)
        if guess:
            return guess
    return None


def date_mentions(text: str) -> tuple[DateMention, ...]:
    """Every date written in `text`, complete or not, in reading order and without overlaps."""
    found = sorted(_scan(text), key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def day_and_month(first: int, second: int, order: DateOrder = DateOrder.UNKNOWN) -> tuple[int, int]:
    """Day and month of `7/14/2020`; (0, 0), which is no date, where both orders are possible."""
    if first > 12 or first == second or (order is DateOrder.DAY_FIRST and second <= 12):
        return first, second
    return (second, first) if second > 12 or order is DateOrder.MONTH_FIRST else (0, 0)


def make_date(year: int | None, month: int, day: int | None) -> date | None:
    """The date, or None where the year or the day is unknown or there is no such day."""
    if not year or not day:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _scan(text: str) -> Iterator[DateMention]:
    for pattern in _DIALECT_PATTERNS:
        for match in pattern.finditer(text):
            mention = _mention(match)
            if mention:
                yield mention


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    month = _MONTH_NUMBERS.get(parts["m"].lower()) or int(parts["m"])
    day = int(parts["d"]) if parts.get("d") else None
    year = int(parts["y"]) if parts.get("y") else None
    start = match.start()
    if (
        day
        and match.start("d") == start
        and _NUMBERS_THE_ISSUE.search(match.string, max(start - 10, 0), start)
    ):
        day, start = None, match.start("m")
    if year is None and day is None:
        return None
    if match.re is _DIALECT_PATTERNS[-1]:
        day, month = day_and_month(int(parts["d"]), month)
    if year is None and parts["m"] in _MONTHS_THAT_ARE_VERBS:
        return None
    last = int(parts["d2"]) if day and parts.get("d2") else day
    mention = DateMention(start, match.end(), year, month, day, last)
    return mention if _is_real(mention) else None


def _follows_number_word(text: str, start: int) -> bool:
    return bool(_NUMBERS_THE_ISSUE.search(text, max(start - 10, 0), start))


def _is_real(mention: DateMention) -> bool:
    leap = mention.year or 2000
    days = (1,) if mention.day is None else (mention.day, mention.last_day or 0)
    return all(make_date(leap, mention.month, day) for day in days)
