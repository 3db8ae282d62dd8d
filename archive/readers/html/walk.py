"""From an HTML tree to blocks: one iterative walk that follows the tags and the inherited styles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from archive.document import Block, BlockKind
from archive.element_path import STYLE_ATTRIBUTES, serialise_element
from archive.readers.html.block_builder import BlockBuilder
from archive.readers.html.css import (
    NO_STYLE,
    Style,
    parse_style,
    with_looks,
)
from archive.readers.html.images import is_decorative, is_telling
from archive.readers.html.links import link_url
from archive.readers.html.style_sheet import parse_style_sheet
from archive.readers.html.tables import data_tables
from archive.readers.html.tree import text_content
from archive.readers.labels import with_labels

OFFSET_ATTRIBUTE = "data-source-offset"
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr", "a11y-hidden", "vh")
)
_SKIPPED_ELEMENTS = frozenset(
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
_BLOCK_ELEMENTS = frozenset(
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
_VOID_ELEMENTS = frozenset({"br", "hr", "img", "wbr", "input"})
_BOLD_ELEMENTS = frozenset({"b", "strong", "th"})
_LIST_ELEMENTS = frozenset({"ul", "ol", "menu", "dir"})
# Elements that change what their content inherits, whatever their style.
_STRUCTURAL_ELEMENTS = (
    _BOLD_ELEMENTS
    | _LIST_ELEMENTS
    | _HEADING_LEVELS.keys()
    | {"pre", "textarea", "blockquote", "table", "tr"}
)
_MAX_PATH_ELEMENTS = 64
_MAX_MASTHEAD_LINE = 60  # characters
_FONT_SIZES = ("10px", "13px", "16px", "18px", "24px", "32px", "48px")  # of <font size="1"> to "7"


@dataclass(frozen=True, slots=True)
class _Context:
    """What a node inherits from the elements around it; `row` says that it is in the row of a data table."""

    bold: bool = False
    tiny: bool = False
    code: bool = False
    quote: bool = False
    row: bool = False
    heading: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _OpenElement:
    tag: etree._Element
    context: _Context
    nodes: Iterator[etree._Element | str]
    block: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """The visible text of a tree as blocks, and the alternative texts of the pictures that stand among it."""

    blocks: tuple[Block, ...]
    alts: tuple[str, ...] = ()


def blocks_of(root: etree._Element) -> tuple[Block, ...]:
    """Return the visible text of a tree as blocks, with the alternative texts of pictures."""
    return tuple(_TreeWalker(root, offsets=False).run().blocks)


def read_page(root: etree._Element, *, offsets: bool = False) -> PageText:
    """Read the visible text of a tree, with the alternative texts of its pictures set apart.

    They stay among the blocks in the masthead, where they name the publication, and where most of the text is
    in pictures. With `offsets`, the attribute OFFSET_ATTRIBUTE of an element gives the place of its
    block in the source.
    """
    builder = _TreeWalker(root, offsets).run()
    blocks, pictures = builder.blocks, builder.picture_blocks
    start = next((at for at, block in enumerate(blocks) if at not in pictures and _opens_text(block)), 0)
    pictures = {at for at in pictures if at > start}
    shown = sum(len(block.text) for at, block in enumerate(blocks) if at not in pictures)
    alts = tuple(blocks[at].text for at in sorted(pictures))
    if sum(map(len, alts)) >= shown:
        return PageText(with_labels(blocks))
    return PageText(with_labels([block for at, block in enumerate(blocks) if at not in pictures]), alts)


def _opens_text(block: Block) -> bool:
    """Whether a block is no line of the masthead."""
    return block.kind is BlockKind.HEADING or bool(block.lead) or len(block.text) > _MAX_MASTHEAD_LINE


class _TreeWalker:
    """One pass over a tree; iterative, as mails nest tables deeper than Python's stack."""

    def __init__(self, root: etree._Element, offsets: bool) -> None:
        self.root = root
        self.offsets = offsets
        self.builder = BlockBuilder()
        self.sheet = parse_style_sheet(map(text_content, root.iter("style")))
        base = next((url for tag in root.iter("base") if (url := tag.get("href")) is not None), "")
        self.base = link_url(base)
        self.data = data_tables(root)
        self.tables: list[bool] = []
        self.links = 0
        self.paths: dict[etree._Element, tuple[str, ...]] = {}

    def run(self) -> BlockBuilder:
        opened = self._enter(self.root, _Context())
        stack = [opened] if opened else []
        while stack:
            top = stack[-1]
            node = next(top.nodes, None)
            if node is None:
                self._leave(stack.pop())
            elif isinstance(node, str):
                if self.builder.inline.lacks_path and not node.isspace():
                    self.builder.inline.set_path(self._path(stack))
                self._text(node, top.context)
            elif (opened := self._enter(node, top.context)) is not None:
                stack.append(opened)
        self.builder.flush()
        return self.builder

    def _path(self, stack: list[_OpenElement]) -> tuple[str, ...]:
        """The open elements, serialised, outermost first; no more than _MAX_PATH_ELEMENTS of them."""
        kept = stack[: _MAX_PATH_ELEMENTS - 1]
        known = len(kept)
        while known and kept[known - 1].tag not in self.paths:
            known -= 1
        path = self.paths[kept[known - 1].tag] if known else ()
        for opened in kept[known:]:
            path = self.paths[opened.tag] = (*path, self._serialised(opened.tag))
        return path

    def _serialised(self, tag: etree._Element) -> str:
        """An element with how it looks: its style sheet's declarations and those of <font> are in `style`."""
        style, *others = (tag.get(name, "") for name in STYLE_ATTRIBUTES)
        inherited = self.sheet.declarations_for(tag) if self.sheet else ""
        if tag.tag == "font":
            inherited = f"{inherited};{_style_of_font(tag)}"
        if inherited:
            style = with_looks(style, inherited)
        return serialise_element(
            len(self.paths), tag.tag, tag.get("id", ""), tag.get("class", ""), (style, *others)
        )

    def _text(self, text: str, context: _Context) -> None:
        if context.tiny:
            return
        if context.code:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.builder.inline.break_line()
                self.builder.inline.add(line)
        else:
            self.builder.inline.add(text, bold=context.bold)

    def _enter(self, tag: etree._Element, context: _Context) -> _OpenElement | None:
        name = tag.tag
        style = self._style_of(tag)
        if name in _SKIPPED_ELEMENTS or (_is_hidden(tag, style) and name not in {"html", "body"}):
            return None
        if self._take_void_element(tag, context):
            return None
        block = style.display == "block" or (name in _BLOCK_ELEMENTS and style.display != "inline")
        if block:
            self._block_boundary(tag, context)
        inner = self._inherited_by(tag, style, context)
        if name in {"td", "th"} and self._in_data_table():
            self._separate_cell(tag)
        if name == "a":
            self._open_link(tag)
        if name == "li":
            self.builder.begin_list_item(context.depth)
        return _OpenElement(tag, inner, _child_nodes(tag), block)

    def _take_void_element(self, tag: etree._Element, context: _Context) -> bool:
        """Handle an element that has no content; False where it may have some."""
        name = tag.tag
        if name not in _VOID_ELEMENTS:
            return False
        if name == "br":
            self.builder.inline.break_line()
        elif name == "hr":
            self._flush(context)
            self.builder.rule()
        elif name == "img" and not is_decorative(tag) and is_telling(tag.get("alt", "")):
            self.builder.inline.add_image(tag.get("alt", ""))
        return True

    def _leave(self, opened: _OpenElement) -> None:
        name = opened.tag.tag
        if name == "a":
            self._close_link(opened)
        if opened.block:
            self._block_boundary(opened.tag, opened.context)
        if name == "li":
            self.builder.end_list_item()
        if name == "table":
            self.tables.pop()

    def _open_link(self, tag: etree._Element) -> None:
        """Open a link; of nested links only the outermost counts."""
        if self.links == 0:
            self.builder.inline.open_link(link_url(tag.get("href", ""), self.base))
        self.links += 1

    def _close_link(self, opened: _OpenElement) -> None:
        self.links -= 1
        if self.links == 0:
            self.builder.inline.close_link(bold=opened.context.bold)

    def _block_boundary(self, tag: etree._Element, context: _Context) -> None:
        """End a block; within the row of a data table add a space instead, as a row is one block."""
        if context.row and tag.tag not in {"tr", "table"}:
            self.builder.inline.add(" ")
            return
        self._flush(context)
        if self.offsets and (value := tag.get(OFFSET_ATTRIBUTE, "")).isdecimal():
            self.builder.offset = int(value)

    def _flush(self, context: _Context) -> None:
        if context.code and not context.row:
            self.builder.flush_code()
        else:
            self.builder.flush(heading=context.heading, quote=context.quote, row=context.row)

    def _in_data_table(self) -> bool:
        return bool(self.tables) and self.tables[-1]

    def _separate_cell(self, tag: etree._Element) -> None:
        if next(tag.itersiblings("td", "th", preceding=True), None) is not None:
            self.builder.inline.add(" | ")

    def _style_of(self, tag: etree._Element) -> Style:
        style = tag.get("style", "")
        if self.sheet:
            style = f"{self.sheet.declarations_for(tag)};{style}"
        return parse_style(style) if style else NO_STYLE

    def _inherited_by(self, tag: etree._Element, style: Style, context: _Context) -> _Context:
        """Return what the content of an element inherits."""
        name = tag.tag
        if name not in _STRUCTURAL_ELEMENTS and style.bold is None and style.tiny is None:
            return context
        changes: dict[str, object] = {}
        if style.bold is not None or name in _BOLD_ELEMENTS:
            changes["bold"] = name in _BOLD_ELEMENTS if style.bold is None else style.bold
        if style.tiny is not None:
            changes["tiny"] = style.tiny
        if name in _HEADING_LEVELS:
            changes["heading"] = _HEADING_LEVELS[name]
        elif name in _LIST_ELEMENTS:
            changes["depth"] = context.depth + 1
        elif name in {"pre", "textarea"}:
            changes["code"] = True
        elif name == "blockquote":
            changes["quote"] = True
        elif name == "table":
            self.tables.append(tag in self.data)
            changes["row"] = False
        elif name == "tr":
            changes["row"] = self._in_data_table()
        return _changed(context, tuple(changes.items())) if changes else context


@lru_cache(maxsize=1024)
def _changed(context: _Context, changes: tuple[tuple[str, object], ...]) -> _Context:
    return replace(context, **dict(changes))  # type: ignore[arg-type]


def _child_nodes(tag: etree._Element) -> Iterator[etree._Element | str]:
    """Yield the texts and child elements of an element, in order."""
    if tag.text:
        yield tag.text
    for child in tag:
        yield child
        if child.tail:
            yield child.tail


def _style_of_font(tag: etree._Element) -> str:
    """The attributes of a <font> element as CSS declarations."""
    size, color = tag.get("size", "").strip(), tag.get("color", "").strip()
    number = int(size) + (3 if size[0] in "+-" else 0) if re.fullmatch(r"[+-]?\d", size) else 0
    found = [f"font-size: {_FONT_SIZES[min(max(number, 1), 7) - 1]}"] if number else []
    return "; ".join(found + ([f"color: {color}"] if color else []))


def _is_hidden(tag: etree._Element, style: Style) -> bool:
    """Whether an element is not shown: by its style, or by a class that is customary for screen readers."""
    if style.hidden or tag.get("hidden") is not None:
        return True
    return not _HIDDEN_CLASSES.isdisjoint((tag.get("class") or "").split())
