"""Parsing HTML text into a tree of lxml elements."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from lxml import etree

_MAX_PARSER_DEPTH = 2000  # elements; just below the depth at which libxml2 stops
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def parse_html(markup: str) -> etree._Element:
    """Parse HTML text, however broken, and return its root element.

    An XML declaration is dropped: the parser would believe the encoding in it, but the text is decoded
    already.
    """
    if match := _XML_DECLARATION.match(markup):
        markup = markup[match.end() :]
    markup = markup if "<" in markup else f"<p>{markup}</p>"
    root = _parse_with_lxml(markup)
    if root is None or _is_truncated(root):
        return _parse_with_beautiful_soup(markup)
    # The parser makes content after </html> a second root.
    root.extend(list(root.itersiblings()))
    return root


def text_content(element: etree._Element) -> str:
    """The text of an element and its descendants."""
    return "".join(element.itertext())


def _parse_with_lxml(markup: str) -> etree._Element | None:
    parser = etree.HTMLParser(recover=True, remove_comments=True, remove_pis=True, huge_tree=True)
    parser.feed(markup)
    try:
        return parser.close()
    except etree.XMLSyntaxError:  # the markup holds no element
        return None


def _is_truncated(root: etree._Element) -> bool:
    """Whether the parser stopped early: it does so silently where elements are nested too deep."""
    depth = 0
    while len(root):
        root = root[-1]
        depth += 1
    return depth >= _MAX_PARSER_DEPTH


def _parse_with_beautiful_soup(markup: str) -> etree._Element:
    """Parse markup of any depth, with Beautiful Soup, which is slower."""
    root = etree.Element("html")
    waiting: list[tuple[Tag, etree._Element]] = [
        (BeautifulSoup(markup, "html.parser", multi_valued_attributes=None), root)
    ]
    while waiting:
        parent, element = waiting.pop()
        for child in parent.children:
            if isinstance(child, Tag):
                waiting.append((child, _add_element(element, child)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                _append_text(element, str(child))
    return root


def _add_element(parent: etree._Element, tag: Tag) -> etree._Element:
    attributes = {name: value for name, value in tag.attrs.items() if isinstance(value, str)}
    try:
        return etree.SubElement(parent, tag.name, attributes)
    except ValueError:  # XML allows no such name or value
        return etree.SubElement(parent, "span")


def _append_text(element: etree._Element, text: str) -> None:
    last = element[-1] if len(element) else None
    text = _NOT_IN_XML.sub("", text)
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text
