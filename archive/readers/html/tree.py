"""HTML text as a tree of lxml's elements, and what is asked of such trees."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from lxml import etree

_DEEPEST = 2000  # just below what the parser bears
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROLOGUE = re.compile(r"\s*<\?xml[^>]*\?>")


def parse_html(markup: str) -> etree._Element:
    """Parse HTML text, however broken; a declaration of XML is dropped, as it would be taken at its word."""
    if match := _PROLOGUE.match(markup):
        markup = markup[match.end() :]
    markup = markup if "<" in markup else f"<p>{markup}</p>"
    root = _parsed(markup)
    if root is None or _is_cut_short(root):
        return _built(markup)
    # What stands behind </html> is a second root.
    root.extend(list(root.itersiblings()))
    return root


def text_content(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(element.itertext())


def _parsed(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(recover=True, remove_comments=True, remove_pis=True, huge_tree=True)
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


def _built(markup: str) -> etree._Element:
    """A tree of any depth, by Beautiful Soup, which takes longer."""
    root = etree.Element("html")
    waiting: list[tuple[Tag, etree._Element]] = [
        (BeautifulSoup(markup, "html.parser", multi_valued_attributes=None), root)
    ]
    while waiting:
        parent, element = waiting.pop()
        for child in parent.children:
            if isinstance(child, Tag):
                waiting.append((child, _element(element, child)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                _append(element, str(child))
    return root


def _element(parent: etree._Element, tag: Tag) -> etree._Element:
    attributes = {name: value for name, value in tag.attrs.items() if isinstance(value, str)}
    try:
        return etree.SubElement(parent, tag.name, attributes)
    except ValueError:  # a name or a value that no XML can have
        return etree.SubElement(parent, "span")


def _append(element: etree._Element, text: str) -> None:
    last = element[-1] if len(element) else None
    text = _NOT_IN_XML.sub("", text)
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text
