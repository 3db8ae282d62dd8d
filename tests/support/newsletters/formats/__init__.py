"""The formats that made-up newsletters are drawn in: pages, mails, Markdown and plain text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from tests.support.newsletters.formats.mail import Mail
from tests.support.newsletters.formats.markdown import Markdown
from tests.support.newsletters.formats.page import Page
from tests.support.newsletters.formats.plain_text import PlainText
from tests.support.newsletters.formats.style import Given
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.parts import Node


class Format(Protocol):
    """Draws the issues of one publication, all in the same style."""

    @property
    def suffix(self) -> str:
        """The end of a file's name."""

    def prepare(self, nodes: Sequence[Node]) -> list[Node]:
        """The nodes with the words that this format prints: without links where it has none."""

    def draw(self, composed: Composed, nodes: Sequence[Node], /) -> bytes:
        """The file of an issue."""


FORMATS: Mapping[str, Callable[[int, Given | None], Format]] = {
    "page": Page,
    "mail": Mail,
    "markdown": Markdown,
    "text": PlainText,
}
"""By name; each is made from the publication's seed, and from what is given of its style."""
