"""The masthead: the lines at the top of an issue that give its publication, number, place and date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from archive.dates import find_dated_span
from archive.document import Block, BlockKind, Document
from archive.splitting.furniture import (
    after_forwarding,
    is_furniture,
    is_furniture_text,
    is_greeting,
    is_line,
)
from archive.splitting.masthead.name_evidence import NameCandidate, folded, name_candidates
from archive.splitting.masthead.publication_name import declared_name, read_name, sender_of
from archive.splitting.masthead.title_parts import SEPARATORS
from archive.splitting.masthead.words import DAY_WORDS, is_series_word
from archive.vocabularies.regions import resolve

_PLACE_KEYS = ("place", "location", "city", "dateline")
_MAX_LINES = 14
_MAX_LINE_LENGTH = 200  # characters
_MAX_TAGLINE_LENGTH = 120
_LOOK_AHEAD = 4
_SEPARATORS = re.compile(r"\s*[|·•]\s*|\s+[—–-]+\s+|\s*//\s*")
_POINTER = re.compile("[←→«»⟵⟶⇐⇒‹›]")  # to another issue
_PLACE = re.compile(r"(?!\d)[^\W\d_][\w.'’/& -]*(?:,\s*[^\W\d_][\w.'’ -]*|\s\([^\W\d_][\w.'’ -]*\))?")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the top of an issue states; `length` is the number of blocks of the masthead.

    `names` are the candidates for the publication's name, best first.
    """

    names: tuple[NameCandidate, ...] = ()
    number: str = ""
    place: str = ""
    title: str = ""
    day: date | None = None
    length: int = 0


@dataclass(slots=True)
class _MastheadFields:
    names: list[str] = field(default_factory=list)
    title: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None

    @property
    def begun(self) -> bool:
        return bool(self.names or self.title or self.day)


def read_masthead(document: Document) -> Masthead:
    """Read the masthead off a document's first blocks and its metadata."""
    fields, length = _read_lines(document)
    names = name_candidates(document, tuple(dict.fromkeys(filter(None, (fields.title, *fields.names)))))
    printed = read_name(fields.title or (fields.names[0] if fields.names else ""))
    titled, named = read_name(document.title), declared_name(document)
    number = next(filter(None, (named.number, titled.number, printed.number, fields.number)), "")
    title = document.title or fields.title
    return Masthead(names, number, fields.place or _place_given(document), title, fields.day, length)


def _place_given(document: Document) -> str:
    return next((document.metadata[key].strip() for key in _PLACE_KEYS if document.metadata.get(key)), "")


def _read_lines(document: Document) -> tuple[_MastheadFields, int]:
    blocks = document.blocks
    start = after_forwarding(blocks[:_MAX_LINES])
    fields, length = _MastheadFields(), start
    for index, block in enumerate(blocks[start : start + _MAX_LINES], start):
        if is_furniture(block) or is_greeting(block):
            if fields.begun or block.kind is not BlockKind.RULE:
                length = index + 1
            _add_day(fields, block)
        elif _can_be_masthead(block) and _add_line(fields, document, index):
            length = index + 1
        elif fields.begun or not _stands_above_masthead(document, index):
            break
    return fields, length


def _add_day(fields: _MastheadFields, block: Block) -> None:
    """Add the day that stands beside furniture in a line: "3 May 2026 | Read online"."""
    if fields.day or len(block.text) > _MAX_TAGLINE_LENGTH or block.kind is not BlockKind.PARAGRAPH:
        return
    line = _read_line(block.text)
    if line.day and not line.names:
        _merge(fields, line, block.text)


def _stands_above_masthead(document: Document, index: int) -> bool:
    """Whether a line is the preview that mail programs show, or a picture's text, above the masthead."""
    block = document.blocks[index]
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _MAX_LINE_LENGTH:
        return False
    known = _known_titles(document)
    below = document.blocks[index + 1 : index + 1 + _LOOK_AHEAD]
    return any(_can_be_masthead(other) and _is_certain(other.text, known) for other in below)


def _is_certain(text: str, known: frozenset[str]) -> bool:
    """Whether a line is the title in the metadata, or has nothing but the issue's number and date."""
    if folded(text) in known:
        return True
    line = _read_line(text)
    return bool(line.number and line.day and not line.names)


def _can_be_masthead(block: Block) -> bool:
    return (
        block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        and block.level in range(7)
        and len(block.text) <= _MAX_LINE_LENGTH
    )


def _add_line(fields: _MastheadFields, document: Document, index: int) -> bool:
    """Add one line to the masthead; False if it does not belong there."""
    block = document.blocks[index]
    line = _with_name_for_place(_read_line(block.text), document)
    if fields.begun and line.day and len(line.names) == 1 and _is_place(line.names[0], beside_day=True):
        line = replace(line, place=line.place or line.names[0], names=[])
    if _dates_the_issue(line, block, first=not fields.begun):
        _merge(fields, line, block.text)
    elif line.number and not line.names:
        fields.number = fields.number or line.number
    elif _is_place_alone(fields, document.blocks, index):
        fields.place = block.text
    elif _is_title(document, index) or _names_the_issue(fields, document.blocks, index):
        fields.title = fields.title or block.text
        fields.names += line.names
        fields.number = fields.number or line.number
    else:
        return _is_tagline(fields, document.blocks, index)
    return True


def _with_name_for_place(line: _MastheadFields, document: Document) -> _MastheadFields:
    """The line with its place as a name if the place is the publication's name in the issue's title."""
    if not line.place or folded(line.place) != folded(read_name(document.title).publication):
        return line
    return replace(line, place="", names=[line.place, *line.names])


def _dates_the_issue(line: _MastheadFields, block: Block, *, first: bool) -> bool:
    """Whether a line is a date line: a date with a place or number, and, as the first line, with a title."""
    if not line.day or (_is_sentence(block.text) and not (line.number and first)):
        return False
    return not line.names or first


def _merge(fields: _MastheadFields, line: _MastheadFields, text: str) -> None:
    fields.day = fields.day or line.day
    fields.number = fields.number or line.number
    fields.place = fields.place or line.place
    if line.names:
        fields.title = fields.title or text
    fields.names += line.names


def _read_line(text: str) -> _MastheadFields:
    """The fields of one line, from its parts between separators: date, place, number, names."""
    line = _MastheadFields()
    for part in _SEPARATORS.split(text):
        if is_furniture_text(part) or _POINTER.search(part):
            continue
        rest, day = _without_day(part)
        line.day = line.day or day
        name = read_name(rest)
        line.number = line.number or name.number
        rest = name.publication
        if rest and _is_place(rest, beside_day=bool(day) and not part.lstrip().startswith(rest + ":")):
            line.place = line.place or rest
        elif rest and not (name.number and name.is_generic):
            line.names.append(rest)
    return _with_last_name_as_place(line)


def _with_last_name_as_place(line: _MastheadFields) -> _MastheadFields:
    """The line with its last name as the place if it reads like one: "Title | Lima | 3 May 2026"."""
    if line.day and not line.place and len(line.names) > 1 and _is_place(line.names[-1], beside_day=True):
        return replace(line, place=line.names[-1], names=line.names[:-1])
    return line


def _without_day(part: str) -> tuple[str, date | None]:
    span = find_dated_span(part)
    if span is None:
        return part, None
    rest = f"{part[: span.start]} {part[span.end :]}"
    return " ".join(DAY_WORDS.sub(" ", rest).split()).strip(" ,;:()[]–—-"), span.day


def _is_place(text: str, *, beside_day: bool) -> bool:
    words = text.split()
    capital = all(
        word.lstrip("(")[:1].isupper() or word in ("of", "de", "la", "am", "and", "&", "/") for word in words
    )
    return (
        beside_day
        and len(words) <= 4
        and capital
        and bool(_PLACE.fullmatch(text))
        and not is_series_word(text)
    )


def _is_sentence(text: str) -> bool:
    """Whether a line with a date is a sentence and not a date line."""
    return len(text.split()) > 16 or (len(text.split()) > 6 and text.rstrip().endswith((".", "!", "?")))


def _is_title(document: Document, index: int) -> bool:
    """Whether a line is the title in the metadata, or the only heading of the highest level."""
    block = document.blocks[index]
    if folded(block.text) in _known_titles(document):
        return True
    if index > 3 or document.title:
        return False
    if block.kind is not BlockKind.HEADING:
        return _is_line_above_lines(document.blocks, index)
    levels = [other.level for other in document.blocks if other.kind is BlockKind.HEADING]
    return len(levels) > 1 and levels.count(block.level) == 1 and min(levels) == block.level


def _known_titles(document: Document) -> frozenset[str]:
    """The titles that the metadata give the issue and its publication, folded."""
    known = {folded(part) for part in (document.title, *SEPARATORS.split(document.title))}
    known.add(folded(read_name(document.title).publication))
    known |= {folded(declared_name(document).publication), folded(sender_of(document))}
    return frozenset(known - {""})


def _is_line_above_lines(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line stands right above another line, as no later line does, so that it names the issue."""
    pairs = [at for at in range(index, len(blocks) - 1) if is_line(blocks[at]) and is_line(blocks[at + 1])]
    return pairs == [index] and len(blocks) > index + 3


def _is_place_alone(fields: _MastheadFields, blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a known place between the title and a line with only the date."""
    text = blocks[index].text
    if not fields.names or fields.place or fields.day or resolve(text) is None:
        return False
    below = _read_line(blocks[index + 1].text) if index + 1 < len(blocks) else _MastheadFields()
    return bool(below.day) and not below.names and not below.place


def _names_the_issue(fields: _MastheadFields, blocks: Sequence[Block], index: int) -> bool:
    """Whether a short line stands right above the date line, or above a motto and the date line."""
    if fields.day or _is_sentence(blocks[index].text):
        return False
    near = blocks[index + 1 : index + _LOOK_AHEAD]
    below = [block for block in near if not is_furniture(block) or _read_line(block.text).day][:2]
    for number, following in enumerate(below):
        line = _read_line(following.text)
        only_dates = not line.names or (len(line.names) == 1 and _is_place(line.names[0], beside_day=True))
        if (
            _can_be_masthead(following)
            and (line.day or line.number)
            and only_dates
            and not _is_sentence(following.text)
        ):
            return number == 0 or below[0].kind is not BlockKind.HEADING
        if len(following.text) > _MAX_TAGLINE_LENGTH:
            return False
    return False


def _is_tagline(fields: _MastheadFields, blocks: Sequence[Block], index: int) -> bool:
    """Whether a line below the title is a motto: unlike a headline, it is followed by furniture."""
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    block = blocks[index]
    if block.kind is BlockKind.HEADING:
        return fields.begun and _stands_above_bylines(blocks, index)
    return bool(
        fields.begun
        and block.kind is BlockKind.PARAGRAPH
        and not block.lead
        and following is not None
        and is_furniture(following)
        and len(block.text) <= _MAX_TAGLINE_LENGTH
        and ". " not in block.text
    )


def _stands_above_bylines(blocks: Sequence[Block], index: int) -> bool:
    """Whether only short lines (author, date) stand between a sub-title and the next heading."""
    for count, block in enumerate(blocks[index + 1 : index + 1 + _MAX_LINES]):
        if block.kind is BlockKind.HEADING or (block.lead and block.lead == block.text):
            return count > 0
        if not is_line(block) or block.kind is not BlockKind.PARAGRAPH:
            return False
    return False
