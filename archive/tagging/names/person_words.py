"""Which rows of words have the form of a person's name: given or family name first, initials."""

import re

from archive.tagging.names.word_lists import NameLists

INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]")
_NO_INITIALS = frozenset({"U.S.", "U.K.", "U.N.", "D.C.", "I"})
_SYLLABLE = (
    "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|ün|ia|ie|iu|ua|uo|ui|ue|üe|"
    "er|a|e|i|o|u|ü)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}", re.IGNORECASE)
_KOREAN = re.compile(r"[A-Z][a-z]+-[A-Za-z][a-z]+")
_KOREAN_IN_TWO = frozenset({"Kim", "Yoon", "Moon", "Choe"})
_SHORT = re.compile(r"[A-Z][a-z]{1,5}")
_BINDING = frozenset({"bin", "ibn", "bint", "van", "von"})
_ARTICLES = frozenset({"al-", "el-", "Al-", "El-"})
_VIETNAMESE_LONGEST = 6


def is_given(word: str, lists: NameLists) -> bool:
    """Whether the word, or its part before a hyphen, is a given name and hardly anything else."""
    return word in lists.given or ("-" in word and word.partition("-")[0] in lists.given)


def is_built_as_name(words: list[str], lists: NameLists) -> bool:
    """Whether a row of words has the form of a name."""
    return (
        is_given(words[0], lists)
        or is_eastern(words, lists)
        or _has_arabic_build(words, lists)
        or _has_initials(words, lists)
    )


def is_eastern(words: list[str], lists: NameLists) -> bool:
    """Whether the family name stands first: "Wang Yi", "Moon Jae-in", "Kim Jong Un", "Nguyễn Phú Trọng"."""
    family, rest = words[0], words[1:]
    if not rest or len(rest) > 3:
        return False
    if family in lists.korean and len(rest) == 1 and _KOREAN.fullmatch(rest[0]):
        return True
    if family in _KOREAN_IN_TWO and len(rest) == 2 and all(map(_SHORT.fullmatch, rest)):
        return True
    if family in lists.vietnamese:
        return all("-" not in word and len(word) <= _VIETNAMESE_LONGEST for word in rest)
    return family in lists.chinese and len(rest) <= 2 and all(map(_is_pinyin, rest))


def begins_eastern(words: list[str], lists: NameLists) -> bool:
    """Whether the first two or three of the words are a name with the family name first."""
    return is_eastern(words[:2], lists) or is_eastern(words[:3], lists)


def may_be_in_name(word: str, *, first: bool, lists: NameLists) -> bool:
    """Whether a capitalised word may stand in a person's name, as its `first` word or further on."""
    if word in lists.given or word in lists.weak_given or (not first and word in lists.surnames):
        return True
    if not first and word in lists.openers:
        return False
    if INITIALS.fullmatch(word):
        return word not in _NO_INITIALS and (not first or len(word) > 1)
    if word not in lists.two_letters and _is_shouted(word):
        return False
    if not word.isalpha() and any(c.isdigit() or c in "&/" for c in word):
        return False
    return not (word in lists.things or word in lists.heads or word in lists.titles or word in lists.places)


def _is_shouted(word: str) -> bool:
    """Whether the word is in capitals but for an ending: "GDP", "PTLCs"."""
    capitals = sum(c.isupper() for c in word)
    return len(word) > 1 and (word.isupper() or (capitals > 2 and capitals * 2 > len(word)))


def _is_pinyin(word: str) -> bool:
    return bool(_PINYIN.fullmatch(word.replace("-", "").replace("'", ""))) and word[0].isupper()


def _has_arabic_build(words: list[str], lists: NameLists) -> bool:
    if words[0] in lists.arabic_things or words[0] in lists.things or words[0] in lists.places:
        return False
    if any(word in _BINDING for word in words[1:-1]):
        return True
    return any(word[:3] in _ARTICLES for word in words[1:])


def _has_initials(words: list[str], lists: NameLists) -> bool:
    """Whether initials make a name: "J. K. Rowling", "Anna B. Kern", and not "E. Germany"."""
    last = words[-1]
    if last in lists.places or (last in lists.things and last not in lists.surnames):
        return False
    if words[0] in lists.two_letters:
        return True
    # A single letter before one word ends a sentence as often: "option B. Also".
    dotted = [w for w in words[:-1] if w.endswith(".") and INITIALS.fullmatch(w)]
    return bool(dotted) and (len(words) > 2 or len(dotted[0]) > 2)
