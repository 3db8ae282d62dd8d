"""The chrome of a web page: what a site puts around each of its pages, such as menus and cookie bars.

It is told by elements and roles, by what sites call such elements, by menus of short links above and below
the text, and by the place after the main element. All of it is kept, but apart from the text of the page.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from archive.document import Block, BlockKind
from archive.element_path import Element, parse_element

_ELEMENTS = frozenset(["nav", "select", "option", "textarea", "dialog", "button"])
_ROLES = frozenset(
    [
        "navigation",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tablist",
    ]
)
# Their names say what is in them, and not what they are.
_TEXT_ELEMENTS = frozenset(["html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"])
_ALWAYS = re.compile(
    r"(?:^|[-_])(?:cookies?|cookie-?(?:bar|banner|notice|consent)|consent|gdpr|comments?|respond|disqus|breadcrumbs?"
    r"|skip-?(?:link|nav|to-content)|pagination|pager|search-?form)(?:$|[-_])|cookie(?:banner|bar|consent|notice)",
    re.IGNORECASE,
)
_IF_LINKS = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|sidebar|widgets?|related|recommended|read-?next|more-?posts|share|sharing"
    r"|social|tags|tag-?cloud|archives?|categories|blogroll)(?:$|[-_])|(?:^|[-_])(?:side|nav)bar",
    re.IGNORECASE,
)
_BRAND = re.compile(r"(?:^|[-_])(?:brand|logo|site-?title|site-?name|masthead)(?:$|[-_])", re.IGNORECASE)
_MIN_LINK_DENSITY = 0.5
_MAX_SHARE = 0.4  # of a page's text in an element that is told by its name, or in an aside
_MIN_MAIN_SHARE = 0.4  # of the text in a main element
_MIN_LEFT = 0.2  # of the text that stays; if less did, the page consists of links
_MIN_MENU_ENTRIES, _MAX_MENU_WORDS = 4, 3
_LONG_TEXT = 120  # characters


@dataclass(slots=True)
class _Measure:
    """The characters of the text in an element, and those of them that are links."""

    text: int = 0
    linked: int = 0

    @property
    def density(self) -> float:
        return self.linked / self.text if self.text else 0.0


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's blocks with what their elements hold."""

    blocks: Sequence[Block]
    measures: dict[str, _Measure] = field(default_factory=lambda: defaultdict(_Measure))
    total: int = 0


def find_chrome(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of the blocks of a page that are its site's and not its own."""
    page = _measured(blocks)
    chrome = {described for described in page.measures if _is_chrome(described, page)}
    found = {at for at, block in enumerate(blocks) if not chrome.isdisjoint(block.path)}
    found |= _after_main(page)
    found |= set(_menus(blocks, found))
    found -= {at for at in found if any(map(_names_site, blocks[at].path))}
    left = sum(len(block.text) for at, block in enumerate(blocks) if at not in found)
    return frozenset(found) if left >= _MIN_LEFT * page.total else frozenset()


def _measured(blocks: Sequence[Block]) -> _Page:
    page = _Page(blocks, total=sum(len(block.text) for block in blocks))
    for block in blocks:
        length, linked = len(block.text), sum(link.end - link.start for link in block.links)
        for described in block.path:
            measure = page.measures[described]
            measure.text += length
            measure.linked += linked
    return page


def _is_chrome(described: str, page: _Page) -> bool:
    element, measure = parse_element(described), page.measures[described]
    if element.name in _ELEMENTS or _role(element) in _ROLES:
        return measure.text <= _MAX_SHARE * page.total
    if element.name in _TEXT_ELEMENTS or measure.text > _MAX_SHARE * page.total:
        return False
    names = [*element.classes, element.id]
    if any(map(_ALWAYS.search, names)):
        return True
    by_links = element.name == "aside" or any(map(_IF_LINKS.search, names))
    return by_links and measure.density >= _MIN_LINK_DENSITY


def _names_site(described: str) -> bool:
    """Whether an element holds the name of the site, which may be that of the publication."""
    element = parse_element(described)
    return any(map(_BRAND.search, [*element.classes, element.id])) and element.name not in _TEXT_ELEMENTS


def _role(element: Element) -> str:
    return dict(element.style).get("role", "")


def _after_main(page: _Page) -> set[int]:
    """The blocks after the only main element, if that has enough of the text."""
    mains = {
        described
        for described in page.measures
        if (element := parse_element(described)).name == "main" or _role(element) == "main"
    }
    if len(mains) != 1:
        return set()
    [main] = mains
    if page.measures[main].text < _MIN_MAIN_SHARE * page.total:
        return set()
    inside = [at for at, block in enumerate(page.blocks) if main in block.path]
    return set(range(inside[-1] + 1, len(page.blocks)))


def _menus(blocks: Sequence[Block], known: set[int]) -> Iterator[int]:
    """The menus above the first text or below the last one: lists of links of few words each."""
    long = [at for at, block in enumerate(blocks) if at not in known and len(block.text) >= _LONG_TEXT]
    if not long:
        return
    for run in _lists(blocks):
        words = sum(len(blocks[at].text.split()) for at in run)
        if len(run) < _MIN_MENU_ENTRIES or words > _MAX_MENU_WORDS * len(run):
            continue
        if (run[-1] < long[0] or run[0] > long[-1]) and all(_is_link(blocks[at]) for at in run):
            yield from run


def _lists(blocks: Sequence[Block]) -> Iterable[list[int]]:
    run: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_link(block: Block) -> bool:
    return sum(link.end - link.start for link in block.links) >= 0.9 * len(block.text)
