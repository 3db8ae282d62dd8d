"""The accounting of a document's words: in items, in front or back matter, or nowhere, which is an error."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from archive.document import Document
from archive.models import Accounting, Draft, Item

_WORD = re.compile(r"\w+")


def account_for_words(document: Document, draft: Draft) -> Accounting:
    """Count the words of a document by their place in its draft; `nowhere` counts words that were lost."""
    given = Counter(_texts_of(document))
    matter = Counter(paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    in_items = Counter(_texts_of_items(draft.items))
    left, in_matter = given - matter - in_items, matter - in_items
    for name in _names(draft.items):
        left.pop(name, None)
    spare = _words((matter + in_items - given).elements())
    nowhere = (_words(left.elements()) - spare).total()
    aside = sum(_count(text) * times for text, times in (given & in_matter).items())
    total = sum(_count(text) * times for text, times in given.items())
    return Accounting(max(total - aside - nowhere, 0), aside, nowhere)


def _texts_of(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text
    yield from document.back_matter
    for item in document.source_items:
        yield item.headline
        yield from item.text.split("\n\n")


def _texts_of_items(items: Iterable[Item]) -> Iterator[str]:
    """The texts and addresses of items, and the names of sections each time that items enter them."""
    before: tuple[str, ...] = ()
    for item in items:
        yield item.headline
        yield item.url
        yield from (paragraph.text for paragraph in item.paragraphs)
        path = (*item.section.split(" / "), *item.story_path)
        shared = _shared(before, path)
        yield from path[shared:]
        before = path


def _names(items: Iterable[Item]) -> frozenset[str]:
    """The names of sections and running stories; a heading that is printed twice names one section."""
    return frozenset(name for item in items for name in (*item.section.split(" / "), *item.story_path))


def _shared(before: tuple[str, ...], path: tuple[str, ...]) -> int:
    """The length of the common prefix of two paths."""
    pairs = zip(before, path, strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(before), len(path)))


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def _count(text: str) -> int:
    return len(text.split())
