"""The place of judgements: the last paragraph of an item's text, before what only stands beside the text."""

from collections.abc import Sequence

from archive.models import Paragraph

_MAX_LENGTH = (
    80  # characters of a line beside the text: a caption, a tag, a source, a kicker of the next item
)
_MIN_LINKED_RATIO = 0.8
_STOPS = tuple(".!?…。！？।")
_CLOSERS = "\"”“’'»)]」』）*_"


def closing_place(paragraphs: Sequence[Paragraph]) -> int:
    """The index of the paragraph that closes the text; -1 if there is no text."""
    return next((at for at in reversed(range(len(paragraphs))) if not stands_beside(paragraphs[at])), -1)


def stands_beside(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line without a sentence, or nothing but links."""
    text = paragraph.text
    linked = sum(link.end - link.start for link in paragraph.links)
    if paragraph.links and linked >= _MIN_LINKED_RATIO * len(text):
        return True
    return len(text) <= _MAX_LENGTH and not text.rstrip(_CLOSERS).endswith(_STOPS)
