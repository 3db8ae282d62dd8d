"""Web pages: elements with meaning, or divisions with classes; navigation and a footer around the news."""

from collections.abc import Sequence
from html import escape

from tests.support.newsletters.formats.markup import attribute, inline, numbered, table, with_lists
from tests.support.newsletters.formats.style import Given, Style
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.parts import Block, Group, Kind, Node, Role, Set

_STYLE = "<style>body { font-family: serif; } .headline { font-size: 1.5em; } .meta { color: #777; }</style>"
_ELEMENTS = {Set.MASTHEAD: "header", Set.NAVIGATION: "nav", Set.BOX: "aside", Set.FOOTER: "footer"}


class Page:
    """Draws web pages."""

    suffix = ".html"

    def __init__(self, seed: int, given: Given | None = None) -> None:
        style = Style(f"page {seed}", given)
        self._has_meaning = style.chance("has meaning", 0.6)
        self._story = style.choose("story", ("article", "div", "section", ""))
        self._has_classes = style.chance("has classes", 0.6)
        self._bold = style.choose("bold", ("b", "strong"))
        self._has_main = style.chance("has main", 0.5)
        self._has_time = style.chance("has time", 0.4)
        self._large = style.chance("large", 0.5)

    def prepare(self, nodes: Sequence[Node]) -> list[Node]:
        """All words are printed as they are."""
        return list(nodes)

    def draw(self, composed: Composed, nodes: Sequence[Node]) -> bytes:
        """A page with a title of its own."""
        body = "\n".join(self._nodes(nodes))
        if self._has_main:
            body = f"<main>\n{body}\n</main>"
        head = f'<meta charset="utf-8">\n<title>{escape(composed.title)}</title>\n{_STYLE}'
        page = f'<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>'
        return f"<!DOCTYPE html>\n{page}\n".encode()

    def _nodes(self, nodes: Sequence[Node]) -> list[str]:
        drawn, loose = list[str](), list[Block]()
        for node in nodes:
            if isinstance(node, Block):
                loose.append(node)
            elif node.blocks[0].kind is Kind.ENTRY and node.of is Set.STORY:
                loose += node.blocks
            else:
                drawn += [*self._blocks(loose), self._group(node)]
                loose = []
        return [*drawn, *self._blocks(loose)]

    def _group(self, group: Group) -> str:
        inner = "\n".join(self._blocks(group.blocks))
        name = self._story if group.of is Set.STORY else self._set_element(group.of)
        if not name:
            return inner
        classes = attribute("class", group.of) if self._has_classes else ""
        return f"<{name}{classes}>\n{inner}\n</{name}>"

    def _set_element(self, of: Set) -> str:
        return _ELEMENTS[of] if self._has_meaning else "div"

    def _blocks(self, blocks: Sequence[Block]) -> list[str]:
        return with_lists(blocks, self._block, lambda block: f"<li>{self._inline(block)}</li>")

    def _block(self, block: Block) -> str:
        if block.kind is Kind.HEADING:
            return (
                f"<h{block.level}{self._class(block)}>{numbered(block)}{self._inline(block)}</h{block.level}>"
            )
        if block.kind is Kind.RULE:
            return "<hr>"
        if block.kind is Kind.IMAGE:
            return f'<p><img src="{block.line[0].url}" alt="{escape(block.line[0].text)}"></p>'
        if block.kind is Kind.TABLE:
            return table(block.rows)
        return f"<p{self._class(block)}{self._size(block)}>{numbered(block)}{self._inline(block)}</p>"

    def _inline(self, block: Block) -> str:
        return inline(block.line, bold=self._bold)

    def _class(self, block: Block) -> str:
        if not self._has_classes or block.role is Role.BODY:
            return ""
        return attribute("class", block.role)

    def _size(self, block: Block) -> str:
        """A headline that is a paragraph shows by its size, unless its class or bold type does it."""
        is_shown = self._has_classes or block.line[0].bold or block.line[0].text.isupper()
        if block.role is not Role.HEADLINE or (is_shown and not self._large):
            return ""
        return attribute("style", "font-size: 20px")
