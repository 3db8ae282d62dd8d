"""The expected items of issues: given with the data, or found in the Markdown by separate rules.

The project's readers and splitter are not used here, so that a fault in them shows. A set is a folder
with issues and perhaps `items.jsonl` (`date`, `text`, perhaps `title` and `topic`). Where that is missing, an
item is a `##` section ("sections"), or an outermost bullet with a link ("bullets").
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_WORD = re.compile(r"\w+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n|\A(?:[A-Z]\w+: [^\n]*\n)+\n", re.DOTALL)
_REFERENCE = re.compile(r"^\s*\[[^\]\n]+\]:\s*\S.*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^>\s]*)>")
_URL = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_IMAGE = re.compile(r"!\[([^\]]*)\]" + _URL)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\](?:" + _URL + r"|\[[^\]]*\])")
_SHORT_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\](?!\()")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^( *)[*+-]\s+(.*)$")
_NUMBERED = re.compile(r"^( *)\d+[.)]\s+(.*)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_ISSUES = (".html", ".md", ".txt", ".eml")
_NOTHING = re.compile(r"^\W*(no|none|nothing|n/?a)\b[^.!?]{0,60}\W*$", re.IGNORECASE)

Bag = Counter[str]
Expected = Mapping[str, list[Bag]]


@dataclass(frozen=True, slots=True)
class IssueSet:
    """The files of issues, and the expected items of each by its date.

    `topics` are those that stand as headings. `ambiguous` are sections that may be told either way: items
    made of them count neither as right nor as wrong.
    """

    files: tuple[Path, ...]
    expected: Expected
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ambiguous: Expected = field(default_factory=dict)


def read_set(folder: Path) -> IssueSet:
    """Read the set in a folder; its content decides what the items are."""
    found = (path for path in folder.rglob("*") if path.suffix in _ISSUES and path.stem[:4].isdecimal())
    files = tuple(sorted(found))
    gold = folder / "items.jsonl"
    if gold.exists():
        return IssueSet(files, *_from_items_file(gold))
    kind = _kind(files)
    expected = {path.name[:10]: list(map(bag, kind(_text(path)))) for path in files}
    if kind is sections:
        return IssueSet(files, expected)
    ambiguous = {path.name[:10]: list(map(bag, without_links(_text(path)))) for path in files}
    return IssueSet(files, expected, ambiguous=ambiguous)


def bag(text: str) -> Bag:
    """The words of a text with their counts."""
    return Counter(_WORD.findall(text.lower()))


def sections(text: str) -> Iterator[str]:
    """Yield each `##` section with its heading, except those that only say that there is nothing."""
    for title, body in _sections(text, 2):
        content = " ".join(without_markup(line) for line in body).strip()
        if title and content and not _NOTHING.match(content):
            yield f"{without_markup(title)} {content}"


def bullets(text: str) -> Iterator[str]:
    """Yield the outermost bullets of sections most of whose bullets have links."""
    for _, body in _sections(text, 6):
        if _is_of_links(body):
            yield from (without_markup(entry) for entry in _entries(body))


def without_links(text: str) -> Iterator[str]:
    """Yield the sections that are not lists of links."""
    for title, body in _sections(text, 6):
        if not _is_of_links(body):
            yield " ".join(without_markup(line) for line in [title, *body])


def without_markup(text: str) -> str:
    """Markdown without its markup and URLs."""
    text = _AUTOLINK.sub(r"\1", text)
    text = _IMAGE.sub(r"\1", text)
    for _ in range(2):
        text = _LINK.sub(r"\1", text)
    text = _SHORT_LINK.sub(r"\1", text)
    return _TAG.sub("", text).replace("**", "").replace("*", "").replace("`", "").replace("\\", "")


def _is_of_links(body: list[str]) -> bool:
    entries = list(_entries(body))
    linked = [entry for entry in entries if _LINK.search(entry) or _SHORT_LINK.search(entry)]
    return len(linked) * 2 > len(entries)


def _kind(files: tuple[Path, ...]) -> Callable[[str], Iterator[str]]:
    """`bullets` where more than a third of the lines are bullets that begin with a link, else `sections`."""
    lines = [line for path in files for line in _text(path).split("\n") if line.strip()]
    opening = sum(bool(re.match(r"^[*+-]\s+\W{0,4}(\[|<)", line)) for line in lines)
    return bullets if opening * 3 > len(lines) else sections


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return _REFERENCE.sub("", _COMMENT.sub("", _FRONT_MATTER.sub("", text, count=1)))


def _sections(text: str, deepest: int) -> Iterator[tuple[str, list[str]]]:
    """Yield heading and lines of each section; headings deeper than `deepest` are part of a section."""
    title, body, fenced = "", list[str](), False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading and len(heading[1]) <= deepest:
            yield title, body
            title, body = heading[2], []
        else:
            body.append(heading[2] if heading else line)
    yield title, body


def _entries(lines: list[str]) -> Iterator[str]:
    """Yield each outermost bullet with the lines that belong to it."""
    entry, outermost, blank = list[str](), 0, False
    for line in lines:
        bullet = _BULLET.match(line) or _NUMBERED.match(line)
        if bullet and (not entry or len(bullet[1]) <= outermost + 1):
            if entry:
                yield " ".join(entry)
            entry, outermost = [bullet[2]], len(bullet[1])
        elif bullet:
            entry.append(bullet[2])
        elif entry and line.strip() and blank and not line.startswith(" "):
            yield " ".join(entry)
            entry = []
        elif entry:
            entry.append(line)
        blank = not line.strip()
    if entry:
        yield " ".join(entry)


def _from_items_file(gold: Path) -> tuple[Expected, Mapping[str, frozenset[str]]]:
    expected: defaultdict[str, list[Bag]] = defaultdict(list)
    topics: defaultdict[str, set[str]] = defaultdict(set)
    with gold.open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            title, text = (item.get("title") or "").strip(), (item.get("text") or "").strip()
            expected[item["date"]].append(bag(text if text.startswith(title) else f"{title} {text}"))
            if item.get("topic"):
                topics[item["date"]].add(item["topic"])
    return expected, {day: frozenset(names) for day, names in topics.items()}
