"""Where the words of a document landed: in items, in front or back matter, or nowhere, which must not be."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from archive.document import Document
from archive.models import Accounting, Draft, Item

_WORD = re.compile(r"\w+")


def account(document: Document, draft: Draft) -> Accounting:
    """Count the words of a document by where they stand in its draft, `nowhere` those that were lost."""
    given = Counter(_texts_of(document))
    matter = Counter(paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    told = Counter(_texts_of_items(draft.items))
    left, in_matter = given - matter - told, matter - told
    for name in _names(draft.items):
        left.pop(name, None)
    spare = _words((matter + told - given).elements())
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
    """All that items say, and the sections and running stories, each as often as the items enter it anew."""
    before: tuple[str, ...] = ()
    for item in items:
        yield item.headline
        yield from (paragraph.text for paragraph in item.paragraphs)
        path = (*item.section.split(" / "), *item.story_path)
        shared = _shared(before, path)
        yield from path[shared:]
        before = path


def _names(items: Iterable[Item]) -> frozenset[str]:
    """Sections and running stories; a heading that stands twice in a row names one section twice."""
    return frozenset(name for item in items for name in (*item.section.split(" / "), *item.story_path))


def _shared(before: tuple[str, ...], path: tuple[str, ...]) -> int:
    """How many names the two paths open with alike."""
    pairs = zip(before, path, strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(before), len(path)))


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def _count(text: str) -> int:
    return len(text.split())
