"""HTML mails: tables within tables, and type that is set by styles, old elements or a style sheet."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from tests.support.newsletters.formats.markup import attribute, inline, numbered, table, with_lists
from tests.support.newsletters.formats.style import Given, Style
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.parts import Block, Group, Kind, Node, Role, Set

_SIZES = {
    Role.TITLE: 30,
    Role.SECTION: 24,
    Role.HEADLINE: 18,
    Role.LABEL: 15,
    Role.BODY: 15,
    Role.TAKEAWAY: 15,
}
_SMALL = 12


class Mail:
    """Draws mails: as messages, or as the page that a mail shows."""

    def __init__(self, seed: int, given: Given | None = None) -> None:
        style = Style(f"mail {seed}", given)
        self.suffix = style.choose("suffix", (".html", ".html", ".eml"))
        self._markup = style.choose("markup", ("elements", "styles", "classes", "font"))
        self._one_cell_a_block = style.chance("one cell a block", 0.4)
        self._cell = style.choose("cell", ("p", "p", "div", "br"))
        self._colour = style.choose("colour", ("#102a43", "#004065", "#222222", "#b01030"))
        self._width = style.choose("width", (560, 600, 640, 700))
        self._has_spacers = style.chance("has spacers", 0.4)
        self._scale = style.choose("scale", (0.9, 1.0, 1.2))

    def prepare(self, nodes: Sequence[Node]) -> list[Node]:
        """All words are printed as they are."""
        return list(nodes)

    def draw(self, composed: Composed, nodes: Sequence[Node]) -> bytes:
        """A message, or its page alone."""
        page = self._page(composed, nodes)
        if self.suffix == ".html":
            return page.encode()
        message = EmailMessage()
        message["From"] = f'"{composed.publication}" <letter@example.org>'
        message["To"] = "reader@example.org"
        message["Subject"] = composed.title
        message["Date"] = format_datetime(datetime.combine(composed.day, time(7, 30), UTC))
        message["Message-ID"] = f"<{composed.number}.{composed.day.isoformat()}@example.org>"
        message.set_content(page, subtype="html", cte="quoted-printable")
        return bytes(message)

    def _page(self, composed: Composed, nodes: Sequence[Node]) -> str:
        rows = "\n".join(f"<tr><td>{self._spacer()}{cell}</td></tr>" for cell in self._cells(nodes))
        bare = 'cellpadding="0" cellspacing="0" border="0"'
        inner = f'<table width="{self._width}" {bare} align="center">\n{rows}\n</table>'
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(composed.title)}</title>'
            f'{self._style_sheet()}</head>\n<body style="margin:0">\n'
            f'<table width="100%" {bare}><tr><td align="center">\n{inner}\n</td></tr></table>\n'
            "</body></html>\n"
        )

    def _spacer(self) -> str:
        return '<div style="height:12px;line-height:12px">&nbsp;</div>' if self._has_spacers else ""

    def _style_sheet(self) -> str:
        if self._markup != "classes":
            return ""
        rules = [
            f".{role} {{ font-size: {self._size(role)}px; font-weight: {self._weight(role)}; }}"
            for role in Role
            if role is not Role.BODY
        ]
        return "<style>" + "\n".join(rules) + "</style>"

    def _cells(self, nodes: Sequence[Node]) -> list[str]:
        """The contents of the cells below each other: a story, a box, or what stands between."""
        cells, loose = list[str](), list[Block]()
        for node in nodes:
            if isinstance(node, Group) and not (node.of is Set.STORY and node.blocks[0].kind is Kind.ENTRY):
                cells += self._drawn(loose) + self._story_cells(node)
                loose = []
            else:
                loose += node.blocks if isinstance(node, Group) else (node,)
        return cells + self._drawn(loose)

    def _story_cells(self, group: Group) -> list[str]:
        drawn = self._drawn(group.blocks)
        if self._one_cell_a_block:
            return drawn
        inner = "\n".join(drawn)
        if group.of is Set.STORY:
            return [f'<table width="100%" cellpadding="8"><tr><td>{inner}</td></tr></table>']
        return [inner]

    def _drawn(self, blocks: Sequence[Block]) -> list[str]:
        return with_lists(blocks, self._block, lambda block: f"<li>{self._inline(block)}</li>")

    def _block(self, block: Block) -> str:
        if block.kind is Kind.RULE:
            return '<hr style="border:0;border-top:1px solid #cccccc">'
        if block.kind is Kind.IMAGE:
            picture = f'<img src="{block.line[0].url}" alt="{escape(block.line[0].text)}"'
            return f'{picture} width="{self._width}" style="display:block">'
        if block.kind is Kind.TABLE:
            return table(block.rows, "font-size:14px")
        return self._text(block)

    def _text(self, block: Block) -> str:
        words = numbered(block) + self._inline(block)
        if self._markup == "elements" and block.kind is Kind.HEADING:
            return f'<h{block.level} style="margin:0">{words}</h{block.level}>'
        if self._markup == "font":
            return self._in_font(block, words)
        if self._markup == "classes":
            return (
                f"<div{attribute('class', block.role)}>{words}</div>"
                if block.role is not Role.BODY
                else self._body(words, "")
            )
        return self._body(words, self._style(block), is_body=block.role is Role.BODY)

    def _body(self, words: str, style: str, *, is_body: bool = True) -> str:
        if self._cell == "br" and is_body:
            return f"<span{attribute('style', style)}>{words}</span><br><br>"
        name = "p" if self._cell == "br" else self._cell
        return f"<{name}{attribute('style', style)}>{words}</{name}>"

    def _in_font(self, block: Block, words: str) -> str:
        size = {Role.TITLE: 6, Role.SECTION: 5, Role.HEADLINE: 4}.get(block.role, 2)
        bold = self._weight(block.role) == "bold" and not block.line[0].bold
        words = f"<b>{words}</b>" if bold else words
        inner = f'<font size="{size}" color="{self._colour}" face="Georgia">{words}</font>'
        return f"<p>{inner}</p>" if self._cell != "div" else f"<div>{inner}</div>"

    def _style(self, block: Block) -> str:
        size, weight = self._size(block.role), self._weight(block.role)
        return f"font-size:{size}px;font-weight:{weight};color:{self._colour}"

    def _size(self, role: Role) -> int:
        return round(_SIZES.get(role, _SMALL) * self._scale)

    def _weight(self, role: Role) -> str:
        return "bold" if role in (Role.TITLE, Role.SECTION, Role.HEADLINE) else "normal"

    def _inline(self, block: Block) -> str:
        return inline(block.line, link_style=f"color:{self._colour}" if self._markup != "classes" else "")
