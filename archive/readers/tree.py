"""HTML text as a tree of lxml's elements, and what is asked of such trees."""

import re
from collections.abc import Mapping

from lxml import etree

_DEEPEST = 2000  # just below what the parser bears
_PROLOGUE = re.compile(r"\s*<\?xml[^>]*\?>")


def parse(markup: str) -> etree._Element:
    """Parse HTML text, however broken; a declaration of XML is dropped, as it would be taken at its word."""
    if match := _PROLOGUE.match(markup):
        markup = markup[match.end() :]
    markup = markup if "<" in markup else f"<p>{markup}</p>"
    root = _parsed(markup)
    if root is None or _is_cut_short(root):
        root = _parsed(markup, _Builder())
        return etree.Element("html") if root is None else root
    # What stands behind </html> is a second root.
    root.extend(list(root.itersiblings()))
    return root


def text_of(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(element.itertext())


def _parsed(markup: str, target: "_Builder | None" = None) -> etree._Element | None:
    parser = etree.HTMLParser(
        recover=True, remove_comments=True, remove_pis=True, huge_tree=True, target=target
    )
    parser.feed(markup)
    try:
        return parser.close()
    except etree.XMLSyntaxError:  # there is no element in it
        return None


def _is_cut_short(root: etree._Element) -> bool:
    """Whether the parser gave up: it does so where elements are nested too deep, and says nothing of it."""
    depth = 0
    while len(root):
        root = root[-1]
        depth += 1
    return depth >= _DEEPEST


class _Builder:
    """Builds a tree of any depth, more slowly than the parser would by itself."""

    def __init__(self) -> None:
        self.open = [etree.Element("html")]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        try:
            element = etree.SubElement(self.open[-1], tag, dict(attributes))
        except ValueError:  # a name that only the parser lets pass
            element = etree.SubElement(self.open[-1], "span")
        self.open.append(element)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature; it names what was opened last
        self.open.pop()

    def data(self, text: str) -> None:
        last = self.open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + text
        else:
            last.text = (last.text or "") + text

    def close(self) -> etree._Element:
        return self.open[0]
