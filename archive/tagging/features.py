"""Features of an item for the learnt model: its words and pairs of words, each with its count."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from archive.models import Item
from archive.tagging.text_words import split_words, without_credits
from archive.tagging.topic_terms import base_form

_HEADLINE = 2
"""A word of the headline counts so often."""


def features(item: Item) -> Counter[str]:
    """Words without their endings and pairs of neighbours, from headline, section and text."""
    counts: Counter[str] = Counter()
    for text, times in _texts(item):
        for feature, _ in _found(text):
            counts[feature] += times
    return counts


def written(item: Item) -> dict[str, str]:
    """Each feature as the item first writes it."""
    forms: dict[str, str] = {}
    for text, _ in _texts(item):
        for feature, form in _found(text):
            forms.setdefault(feature, form)
    return forms


def _found(text: str) -> Iterator[tuple[str, str]]:
    words = [word for word in split_words(text).words if word[0].isalnum()]
    bases = [base_form(word) for word in words]
    yield from zip(bases, words, strict=True)
    for pair, forms in zip(pairwise(bases), pairwise(words), strict=True):
        yield " ".join(pair), " ".join(forms)


def _texts(item: Item) -> list[tuple[str, int]]:
    headings = [(text, 1) for text in (item.section, *item.story_path) if text]
    paragraphs = [(without_credits(paragraph.text), 1) for paragraph in item.paragraphs]
    return [(item.headline, _HEADLINE), *headings, *paragraphs]
