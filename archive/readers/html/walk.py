"""From an HTML tree to blocks: one iterative walk that derives the flow from tags and inherited styles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from archive.document import Block
from archive.element_path import STYLE_ATTRIBUTES, serialise_element
from archive.readers.html.block_builder import BlockBuilder
from archive.readers.html.css import (
    NO_STYLE,
    Style,
    StyleSheet,
    declarations_for,
    parse_style,
    parse_stylesheet,
)
from archive.readers.html.links import link_url
from archive.readers.html.tables import data_tables
from archive.readers.html.tree import text_content

OFFSET_ATTRIBUTE = "data-source-offset"
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
_LEAVES = frozenset({"br", "hr", "img", "wbr", "input"})
_BOLD = frozenset({"b", "strong", "th"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
# The elements that by themselves say something of what stands in them.
_TELLING = _BOLD | _LISTS | _HEADINGS.keys() | {"pre", "textarea", "blockquote", "table", "tr"}
_DEEPEST_PATH = 64


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
    tag: etree._Element
    context: _Context
    nodes: Iterator[etree._Element | str]
    block: bool


def blocks_of(root: etree._Element, *, offsets: bool = False) -> tuple[Block, ...]:
    """Return the visible text of a tree as blocks; with `offsets`, OFFSET attributes give their places."""
    return _Walk(root, offsets).run()


class _Walk:
    """One pass over a tree. Iterative, as mails nest their tables deeper than Python's stack."""

    def __init__(self, root: etree._Element, offsets: bool) -> None:
        self.root = root
        self.offsets = offsets
        self.flow = BlockBuilder()
        self.sheet: StyleSheet = parse_stylesheet(map(text_content, root.iter("style")))
        base = next((url for tag in root.iter("base") if (url := tag.get("href")) is not None), "")
        self.base = link_url(base)
        self.data = data_tables(root)
        self.tables: list[bool] = []
        self.links = 0
        self.paths: dict[etree._Element, tuple[str, ...]] = {}

    def run(self) -> tuple[Block, ...]:
        opened = self._enter(self.root, _Context())
        stack = [opened] if opened else []
        while stack:
            top = stack[-1]
            node = next(top.nodes, None)
            if node is None:
                self._leave(stack.pop())
            elif isinstance(node, str):
                if self.flow.path is None and not node.isspace():
                    self.flow.path = self._path(stack)
                self._text(node, top.context)
            elif (opened := self._enter(node, top.context)) is not None:
                stack.append(opened)
        self.flow.flush()
        return tuple(self.flow.blocks)

    def _path(self, stack: list[_Open]) -> tuple[str, ...]:
        """The elements that are open; those further in than anyone styles a letter are left out."""
        kept = stack[: _DEEPEST_PATH - 1]
        known = len(kept)
        while known and kept[known - 1].tag not in self.paths:
            known -= 1
        path = self.paths[kept[known - 1].tag] if known else ()
        for opened in kept[known:]:
            path = self.paths[opened.tag] = (*path, _element(opened.tag, len(self.paths)))
        return path

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

    def _enter(self, tag: etree._Element, context: _Context) -> _Open | None:
        name = tag.tag
        style = self._look(tag)
        if name in _SKIPPED or (
            (style.hidden or tag.get("hidden") is not None) and name not in {"html", "body"}
        ):
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
        return _Open(tag, inner, _nodes(tag), block)

    def _is_leaf(self, tag: etree._Element, context: _Context) -> bool:
        """Deal with elements that have no content."""
        name = tag.tag
        if name not in _LEAVES:
            return False
        if name == "br":
            self.flow.inline.break_line()
        elif name == "hr":
            self._flush(context)
            self.flow.rule()
        elif name == "img" and not _is_silent(tag):
            self.flow.inline.add_image(tag.get("alt", ""))
        return True

    def _leave(self, opened: _Open) -> None:
        name = opened.tag.tag
        if name == "a":
            self._close_link(opened)
        if opened.block:
            self._boundary(opened.tag, opened.context)
        if name == "li":
            self.flow.end_entry()
        if name == "table":
            self.tables.pop()

    def _open_link(self, tag: etree._Element) -> None:
        """Open a link; of links within links the outermost counts."""
        if self.links == 0:
            self.flow.inline.open_link(link_url(tag.get("href", ""), self.base))
        self.links += 1

    def _close_link(self, opened: _Open) -> None:
        self.links -= 1
        if self.links == 0:
            self.flow.inline.close_link(bold=opened.context.bold)

    def _boundary(self, tag: etree._Element, context: _Context) -> None:
        """End a block, unless a data row holds it together: there it is a space."""
        if context.row and tag.tag not in {"tr", "table"}:
            self.flow.inline.add(" ")
            return
        self._flush(context)
        if self.offsets and (value := tag.get(OFFSET_ATTRIBUTE, "")).isdecimal():
            self.flow.offset = int(value)

    def _flush(self, context: _Context) -> None:
        if context.code and not context.row:
            self.flow.flush_code()
        else:
            self.flow.flush(heading=context.heading, quote=context.quote, row=context.row)

    def _in_row(self) -> bool:
        return bool(self.tables) and self.tables[-1]

    def _begin_cell(self, tag: etree._Element) -> None:
        if next(tag.itersiblings("td", "th", preceding=True), None) is not None:
            self.flow.inline.add(" | ")

    def _look(self, tag: etree._Element) -> Style:
        style = tag.get("style", "")
        if self.sheet:
            rules = declarations_for(self.sheet, tag.tag, tag.get("class", "").split(), tag.get("id", ""))
            style = f"{rules};{style}"
        return parse_style(style) if style else NO_STYLE

    def _inner(self, tag: etree._Element, style: Style, context: _Context) -> _Context:
        """Return what the element's content inherits."""
        name = tag.tag
        if name not in _TELLING and style.bold is None and style.tiny is None:
            return context
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
            self.tables.append(tag in self.data)
            changes["row"] = False
        elif name == "tr":
            changes["row"] = self._in_row()
        return _changed(context, tuple(changes.items())) if changes else context


@lru_cache(maxsize=1024)
def _changed(context: _Context, changes: tuple[tuple[str, object], ...]) -> _Context:
    return replace(context, **dict(changes))  # type: ignore[arg-type]


def _nodes(tag: etree._Element) -> Iterator[etree._Element | str]:
    """What stands in an element, in order: its texts and the elements right below it."""
    if tag.text:
        yield tag.text
    for child in tag:
        yield child
        if child.tail:
            yield child.tail


def _element(tag: etree._Element, number: int) -> str:
    looks = tuple(tag.get(name, "") for name in STYLE_ATTRIBUTES)
    return serialise_element(number, tag.tag, tag.get("id", ""), tag.get("class", ""), looks)


def _is_silent(image: etree._Element) -> bool:
    """Say whether an image stands for no words: a tracker's pixel, or a picture that came with the mail."""
    sides = (image.get(side, "").strip().removesuffix("px") for side in ("width", "height"))
    scheme = image.get("src", "").strip().partition(":")[0].lower()
    return any(side in {"0", "1"} for side in sides) or scheme in {"cid", "mid", "file"}
