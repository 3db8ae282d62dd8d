"""Known names in a text: the forms of the names files, where they stand alone and not in a longer name."""

from collections.abc import Iterator
from functools import lru_cache

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.name_text import NameText, name_text
from archive.tagging.names.people import names_a_thing
from archive.tagging.names.word_lists import NameLists, name_lists, towns
from archive.tagging.text_words import PhraseTable
from archive.vocabularies.folding import without_accents
from archive.vocabularies.names import KnownName, KnownNames, NameKind

_VOCABULARIES_KEPT = 8
_BEFORE_THINGS = frozenset({"the", "a", "an"})
_WHERE = frozenset({"in", "near", "around", "outside", "across", "through"})


def known_spans(text: NameText, words: set[str], known: KnownNames) -> Iterator[NameSpan]:
    """The known names in a text; `words` are those of its whole item, for forms that need one of some."""
    lists, phrases = name_lists(), _phrases(known)
    for first, end, found in phrases.scan(text.words):
        is_meant = not found.when or not found.when.isdisjoint(words) or _is_company(text, first, lists)
        if not (is_meant or found.is_ambiguous) or not _stands_free(text, first, end, found, lists):
            continue
        if text.is_in_code(first, end):
            continue
        name = found.name if is_meant else found.form
        if found.kind is NameKind.ORGANISATION and _goes_on_with_country(text, end, lists):
            end += 1
            name = text.slice(first, end)
        yield NameSpan(first, end, found.kind, name, text.slice(first, end))
    for place, word in enumerate(text.words):
        if ("-" in word or "–" in word) and text.capital[place] and phrases.get((word,)) is None:
            yield from _parts(text, place, words, phrases)


def _is_company(text: NameText, place: int, lists: NameLists) -> bool:
    """Whether a company with the name of a thing stands alone within a sentence: "sold to Shell in May"."""
    if text.words[place] not in lists.thing_names or text.titled or text.opens(place):
        return False
    before = text.words[place - 1]
    return (
        not text.capital[place - 1] and not text.goes_on(place) and before not in {"the", "a", "an", "(", "/"}
    )


def _goes_on_with_country(text: NameText, end: int, lists: NameLists) -> bool:
    """Whether a country after a body's name makes that of a branch: "Transparency International Georgia"."""
    is_next = end < len(text.words) and text.is_name_word(end) and text.words[end] in lists.countries
    return is_next and not text.goes_on(end)


def _parts(
    text: NameText, place: int, words: set[str], phrases: PhraseTable[KnownName]
) -> Iterator[NameSpan]:
    """The known names in "Pfizer–BioNTech" or "Xi-Trump"."""
    parts = text.words[place].replace("–", "-").split("-")
    if "-" in text.words[place] and phrases.get((parts[0],)) and not _is_part(parts[-1], phrases):
        return
    for part in parts:
        found = phrases.get((part,))
        if found and found.kind is not NameKind.NONE and not (found.when and found.when.isdisjoint(words)):
            yield NameSpan(place, place + 1, found.kind, found.name, part, part=True)


def _is_part(part: str, phrases: PhraseTable[KnownName]) -> bool:
    """Whether a part between hyphens means something by itself: of "Lidl-Trek" the second does not."""
    lists = name_lists()
    is_name = phrases.get((part,)) is not None or part in lists.wide_places
    return is_name or part in lists.things or part.islower()


def _stands_free(text: NameText, first: int, end: int, found: KnownName, lists: NameLists) -> bool:
    """Whether a form of one word is not a part of a longer name: "Trump Tower", "Ivanka Trump"."""
    if found.kind is NameKind.NONE or (text.titled and found.kind is NameKind.PERSON):
        return True
    if end - first > 1:
        return found.kind is NameKind.ORGANISATION or not names_a_thing(text, end, lists)
    if found.kind is NameKind.ORGANISATION:
        if found.when and text.at(first - 1).lower() in _WHERE and text.words[first] in towns():
            return False
        if end < len(text.words) and text.is_name_word(end) and _makes_another(text, end, lists):
            return False
        return not (first and text.is_name_word(first) and _is_stranger(text, first - 1, lists, found))
    if end < len(text.words) and text.is_name_word(end) and not text.titled:
        return False
    before = text.at(first - 1) if first and text.is_name_word(first) and text.capital[first - 1] else ""
    return not before or before in lists.titles or before in lists.places or text.opens(first - 1)


def _makes_another(text: NameText, end: int, lists: NameLists) -> bool:
    """Whether the word at `end` makes a place, a product or a person of the name: "Macquarie Harbour"."""
    word, name = text.words[end], text.words[end - 1]
    if word in lists.grounds:
        return True
    is_plain = word in lists.things or word in lists.heads or word in lists.titles
    return (
        (name in lists.given or name in lists.weak_given)
        and not is_plain
        and word.isalpha()
        and not word.isupper()
    )


def _is_stranger(text: NameText, place: int, lists: NameLists, found: KnownName) -> bool:
    """Whether a word makes something else of the body's name behind it: "KubeCon EU", "Gilda Ford"."""
    word = text.words[place]
    if word in lists.given:
        return True
    is_plain = word in lists.places or word in lists.things or word in lists.titles or word in lists.heads
    may_be_part = text.words[place + 1].isupper() or bool(found.when)
    return text.capital[place] and may_be_part and not is_plain and not text.opens(place)


@lru_cache(maxsize=_VOCABULARIES_KEPT)
def _phrases(known: KnownNames) -> PhraseTable[KnownName]:
    """The forms as phrases of words; of two forms with the same words the one written so, else the first."""
    phrases: PhraseTable[KnownName] = PhraseTable()
    possessives = name_lists().possessives
    for form in known.forms:
        for spelling in _spellings(form.form):
            words = name_text(spelling, possessives).words
            if phrases.get(words) is None or spelling == form.form:
                phrases.put(words, form)
    return phrases


def _spellings(form: str) -> Iterator[str]:
    yield form
    plain = without_accents(form)
    if plain != form:
        yield plain
    if "United States " in form:
        yield form.replace("United States ", "U.S. ")
        yield form.replace("United States ", "US ")
