"""Uses of a place's name that say little of it: in a company's name, before a currency, for a market."""

import calendar
import re

from archive.tagging.gazetteer import PlaceName
from archive.tagging.place_context import in_title_case
from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import TextWords
from archive.vocabularies.regions import is_subdivision

_MAX_COMPANY_WORDS = 5
_LEGAL_FORM = 4
"""Legal forms have up to so many letters; "Company" and "Holdings" may be plain words in a headline."""

_MAX_EXCHANGE_WORDS = 3
_AMOUNTS = frozenset({"mln", "million", "billion", "trillion", "bn", "m", "thousand"})
_TICKER = re.compile(r" (?:<|&lt;)[A-Z][A-Z.]*(?:>|&gt;)")
_MONTHS = frozenset(calendar.month_name[1:])
_QUOTED = frozenset({"listed", "listing", "quoted"})


def is_in_a_company_name(words: TextWords, first: int, end: int, name: PlaceName) -> bool:
    """Whether the name is part of a company's: "Canadian Valley Gas Co", "Texas Instruments <TXN>"."""
    if _is_sellers_home(words, first, name):
        return True
    if end - 1 in words.owning or not words.at(end)[:1].isupper():
        return False
    rules, state = place_rules(), not is_subdivision(name.codes[0])
    for place in range(end, end + _MAX_COMPANY_WORDS):
        word = words.at(place)
        if not word[:1].isupper() or words.gap(place - 1).strip(" -/&") or (state and word in rules.national):
            return False
        legal = word in rules.companies and (place > end or len(word) <= _LEGAL_FORM)
        if legal or _ticker_follows(words, place):
            return place <= end + (len(word) <= _LEGAL_FORM) or not in_title_case(words)
    return False


def is_no_subject(words: TextWords, first: int, end: int) -> bool:
    """Whether the name stands in a sum of money, "3 mln Canadian dlrs", or for where shares are listed."""
    if words.at(first - 2) in _QUOTED and words.at(first - 1) in ("in", "on"):
        return True
    if words.at(end) not in place_rules().currencies:
        return False
    before = words.at(first - 1)
    return before[:1].isdigit() or before in _AMOUNTS


def is_only_a_unit(words: TextWords, end: int) -> bool:
    """Whether the name is that of a currency or a market: "the Australian dlr", "London gold fix"."""
    rules, after = place_rules(), words.at(end)
    if after in rules.currencies:
        return True
    if after in _MONTHS:
        after = words.at(end + 1)
    return after in rules.exchanges and (
        after.islower() or "Exchange" in words.words[end : end + _MAX_EXCHANGE_WORDS]
    )


def _is_sellers_home(words: TextWords, first: int, name: PlaceName) -> bool:
    """Whether a business is of the place: "Bank of New York", but not a country's "Bank of Japan"."""
    if words.at(first - 1) != "of" or words.at(first - 2) not in place_rules().sellers:
        return False
    return name.capital or bool(name.codes and is_subdivision(name.codes[0])) or words.at(first - 2) != "Bank"


def _ticker_follows(words: TextWords, place: int) -> bool:
    """Whether a stock's symbol in angle brackets stands right after the word at `place`: "<TXN>"."""
    return bool(_TICKER.match(words.text, words.matches[place].end()))
