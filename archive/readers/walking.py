"""From an HTML tree to blocks: one iterative walk that derives the flow from tags and inherited styles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from archive.document import Block
from archive.elements import LOOKS, describe
from archive.readers.flow import Flow
from archive.readers.styles import PLAIN, Look, Sheet, look, read_sheet, selected
from archive.readers.tables import data_tables

OFFSET = "data-source-offset"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset(
    [
        "head",
        "title",
        "meta",
        "link",
        "base",
        "script",
        "style",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "noframes",
        "datalist",
        "audio",
        "video",
        "canvas",
        "map",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "textarea",
        "select",
    ]
)
_BOLD = frozenset({"b", "strong", "th"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "ftps", "tel", "news"})
_DEEPEST_PATH = 64
_NOT_IN_URLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class _Context:
    """What a node inherits from the elements around it."""

    bold: bool = False
    tiny: bool = False
    code: bool = False
    quote: bool = False
    row: bool = False
    heading: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    tag: Tag
    context: _Context
    children: Iterator[PageElement]
    block: bool


def blocks_of(soup: BeautifulSoup, *, offsets: bool = False) -> tuple[Block, ...]:
    """Return the visible text of a tree as blocks; with `offsets`, OFFSET attributes give their places."""
    return _Walk(soup, offsets).run()


def safe_url(href: str, base: str = "") -> str:
    """Return the URL a link may carry, or "" for scripts, data and places within the page."""
    url = _NOT_IN_URLS.sub("", href.strip()).replace(" ", "%20")
    try:
        if url.startswith("#") or urlsplit(url).scheme.lower() not in _SCHEMES:
            return ""
        return urljoin(base, url) if base else url
    except ValueError:
        return ""


class _Walk:
    """One pass over a tree. Iterative, as mails nest their tables deeper than Python's stack."""

    def __init__(self, soup: BeautifulSoup, offsets: bool) -> None:
        self.soup = soup
        self.offsets = offsets
        self.flow = Flow()
        self.sheet: Sheet = read_sheet(style.get_text() for style in soup.find_all("style"))
        base = soup.find("base", href=True)
        self.base = safe_url(str(base["href"])) if isinstance(base, Tag) else ""
        self.data = data_tables(soup)
        self.tables: list[bool] = []
        self.links = 0
        self.elements: dict[int, str] = {}

    def run(self) -> tuple[Block, ...]:
        stack = [_Open(self.soup, _Context(), iter(self.soup.children), False)]
        while stack:
            top = stack[-1]
            node = next(top.children, None)
            if node is None:
                self._leave(stack.pop())
            elif isinstance(node, Tag):
                if (opened := self._enter(node, top.context)) is not None:
                    stack.append(opened)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                if self.flow.path is None and not node.isspace():
                    self.flow.path = self._path(stack)
                self._text(str(node), top.context)
        self.flow.flush()
        return tuple(self.flow.blocks)

    def _path(self, stack: list[_Open]) -> tuple[str, ...]:
        """The elements that are open; those further in than anyone styles a letter are left out."""
        return tuple(map(self._element, (opened.tag for opened in stack[1:_DEEPEST_PATH])))

    def _element(self, tag: Tag) -> str:
        found = self.elements.get(id(tag))
        if found is None:
            found = self.elements[id(tag)] = _element(tag, len(self.elements))
        return found

    def _text(self, text: str, context: _Context) -> None:
        if context.tiny:
            return
        if context.code:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.flow.inline.break_line()
                self.flow.inline.add(line)
        else:
            self.flow.inline.add(text, bold=context.bold)

    def _enter(self, tag: Tag, context: _Context) -> _Open | None:
        name = tag.name
        style = self._look(tag)
        if name in _SKIPPED or ((style.hidden or tag.has_attr("hidden")) and name not in {"html", "body"}):
            return None
        if self._is_leaf(tag, context):
            return None
        block = style.display == "block" or (name in _BLOCKS and style.display != "inline")
        if block:
            self._boundary(tag, context)
        inner = self._inner(tag, style, context)
        if name in {"td", "th"} and self._in_row():
            self._begin_cell(tag)
        if name == "a":
            self._open_link(tag)
        if name == "li":
            self.flow.begin_entry(context.depth)
        return _Open(tag, inner, iter(tag.children), block)

    def _is_leaf(self, tag: Tag, context: _Context) -> bool:
        """Deal with elements that have no content."""
        if tag.name == "br":
            self.flow.inline.break_line()
        elif tag.name == "hr":
            self._flush(context)
            self.flow.rule()
        elif tag.name == "img":
            if not _is_silent(tag):
                self.flow.inline.add_image(str(tag.get("alt", "")))
        elif tag.name == "wbr":
            return True
        else:
            return tag.name == "input"
        return True

    def _leave(self, opened: _Open) -> None:
        name = opened.tag.name
        if name == "a":
            self._close_link(opened)
        if opened.block:
            self._boundary(opened.tag, opened.context)
        if name == "li":
            self.flow.end_entry()
        if name == "table":
            self.tables.pop()

    def _open_link(self, tag: Tag) -> None:
        """Open a link; of links within links the outermost counts."""
        if self.links == 0:
            self.flow.inline.open_link(safe_url(str(tag.get("href", "")), self.base))
        self.links += 1

    def _close_link(self, opened: _Open) -> None:
        self.links -= 1
        if self.links == 0:
            self.flow.inline.close_link(bold=opened.context.bold)

    def _boundary(self, tag: Tag, context: _Context) -> None:
        """End a block, unless a data row holds it together: there it is a space."""
        if context.row and tag.name not in {"tr", "table"}:
            self.flow.inline.add(" ")
            return
        self._flush(context)
        if self.offsets and isinstance(value := tag.get(OFFSET), str) and value.isdecimal():
            self.flow.offset = int(value)

    def _flush(self, context: _Context) -> None:
        if context.code and not context.row:
            self.flow.flush_code()
        else:
            self.flow.flush(heading=context.heading, quote=context.quote, row=context.row)

    def _in_row(self) -> bool:
        return bool(self.tables) and self.tables[-1]

    def _begin_cell(self, tag: Tag) -> None:
        if tag.find_previous_sibling(["td", "th"]) is not None:
            self.flow.inline.add(" | ")

    def _look(self, tag: Tag) -> Look:
        style = str(tag.get("style", ""))
        if self.sheet:
            names = tag.get("class") or []
            classes = names.split() if isinstance(names, str) else names
            style = f"{selected(self.sheet, tag.name, classes, str(tag.get('id', '')))};{style}"
        return look(style) if style else PLAIN

    def _inner(self, tag: Tag, style: Look, context: _Context) -> _Context:
        """Return what the element's content inherits."""
        name = tag.name
        changes: dict[str, object] = {}
        if style.bold is not None or name in _BOLD:
            changes["bold"] = name in _BOLD if style.bold is None else style.bold
        if style.tiny is not None:
            changes["tiny"] = style.tiny
        if name in _HEADINGS:
            changes["heading"] = _HEADINGS[name]
        elif name in _LISTS:
            changes["depth"] = context.depth + 1
        elif name in {"pre", "textarea"}:
            changes["code"] = True
        elif name == "blockquote":
            changes["quote"] = True
        elif name == "table":
            self.tables.append(id(tag) in self.data)
            changes["row"] = False
        elif name == "tr":
            changes["row"] = self._in_row()
        return replace(context, **changes) if changes else context  # type: ignore[arg-type]


def _element(tag: Tag, number: int) -> str:
    names = tag.get("class") or ""
    classes = names if isinstance(names, str) else " ".join(names)
    looks = tuple(str(tag.attrs.get(name, "")) for name in LOOKS)
    return describe(number, tag.name, str(tag.attrs.get("id", "")), classes, looks)


def _is_silent(image: Tag) -> bool:
    """Say whether an image stands for no words: a tracker's pixel, or a picture that came with the mail."""
    sides = (str(image.get(side, "")).strip().removesuffix("px") for side in ("width", "height"))
    scheme = str(image.get("src", "")).strip().partition(":")[0].lower()
    return any(side in {"0", "1"} for side in sides) or scheme in {"cid", "mid", "file"}
