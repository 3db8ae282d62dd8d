"""Proposals of profiles from a few issues: what the issues have in common, and the effect of the profile."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from pathlib import PurePath

from archive.document import Block, BlockKind, Document
from archive.element_path import Element, parse_element
from archive.identity import short_name
from archive.ingest.publication_memory import PublicationMemory
from archive.learning.section_corrections import (
    NO_CORRECTIONS,
    CorrectionError,
    Corrections,
    learn_divisions,
)
from archive.models import Draft
from archive.profiles.profile import Marks, Profile
from archive.profiles.selectors import parse_selectors
from archive.profiles.toml_file import Tables, format_toml, parse_profile
from archive.splitting import IssueOutline, Survey, outline_issue, split_document, survey
from archive.splitting.fingerprints import find_repeated, fingerprint
from archive.splitting.habits import Habits, habits_of
from archive.splitting.masthead.publication_name import PublicationName

_MAX_BOILERPLATE = 12  # patterns
_MAX_PATTERN_LENGTH = 60
_MIN_LETTERS = 3
_HALF = 0.5
_MAX_DEPTH = 4  # innermost elements of a path
_NEARLY_ALL_RATIO = 0.9
_DEFAULT_LANGUAGE = "en"
_DATE_IN_FIGURES = re.compile(r"(?<![\w./-])(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class ProfileEffect:
    """The effect of a profile on one issue: the counts of items, and the headlines that go and come."""

    name: str
    before: int
    after: int
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfileProposal:
    """A profile, its TOML text, and its effect on each issue."""

    text: str
    profile: Profile
    effects: tuple[ProfileEffect, ...]


def propose_profile(
    documents: Sequence[Document], name: str = "", corrections: Corrections = NO_CORRECTIONS
) -> ProfileProposal:
    """Propose a profile for documents that are issues of one publication; `name` is its short name, or "".

    As in an ingest, each issue is split with the habits of the others, without the profile and with it.
    Raises CorrectionError for a correction that no profile meets.
    """
    surveys = [survey(document) for document in documents if not document.source_items]
    before = _split(surveys)
    text, profile, after = _written(surveys, _tables(surveys, before, name))
    if corrections.unmet(after):
        tables = {**_tables(surveys, before, name), "html": {}}
        followed = [
            survey(one.document, replace(profile, marks=_without_stories(profile))) for one in surveys
        ]
        rules = learn_divisions(_outlines(followed), corrections)
        divisions = {pattern: division.value for pattern, division in rules.items()}
        text, profile, after = _written(surveys, {**tables, "sections": {**tables["sections"], **divisions}})
        if unmet := corrections.unmet(after):
            raise CorrectionError(f"no rule for sections makes “{unmet[0]}” {unmet[1]}")
    return ProfileProposal(text, profile, tuple(map(_effect, surveys, before, after)))


def profile_effects(documents: Sequence[Document], profile: Profile) -> tuple[ProfileEffect, ...]:
    """The effect of a profile on each document that is to be split."""
    surveys = [survey(document) for document in documents if not document.source_items]
    followed = [survey(one.document, profile) for one in surveys]
    return tuple(map(_effect, surveys, _split(surveys), _split(followed)))


def _split(surveys: Sequence[Survey]) -> list[Draft]:
    memory = _memory(surveys)
    return [split_document(one, memory) for one in surveys]


def _memory(surveys: Sequence[Survey]) -> PublicationMemory:
    memory = PublicationMemory()
    for one in surveys:
        memory.learn(one)
    return memory


def _written(surveys: Sequence[Survey], tables: Tables) -> tuple[str, Profile, list[Draft]]:
    """Tables as a text, the profile that they are, and the issues split by it."""
    text = format_toml(tables)
    profile = parse_profile(text, str(tables[""]["id"]), "the proposed profile")
    return text, profile, _split([survey(one.document, profile) for one in surveys])


def _without_stories(profile: Profile) -> Marks:
    """The marks of a profile, without those of items, headlines and sections."""
    return Marks(skip=profile.marks.skip, skip_text=profile.marks.skip_text)


def _outlines(surveys: Sequence[Survey]) -> list[IssueOutline]:
    memory = _memory(surveys)
    return [outline for one in surveys if (outline := outline_issue(one, memory))]


def _effect(one: Survey, before: Draft, after: Draft) -> ProfileEffect:
    had = [item.headline for item in before.items]
    has = [item.headline for item in after.items]
    gone, new = Counter(had) - Counter(has), Counter(has) - Counter(had)
    return ProfileEffect(one.document.name, len(had), len(has), tuple(gone.elements()), tuple(new.elements()))


def _tables(surveys: Sequence[Survey], drafts: Sequence[Draft], name: str) -> Tables:
    titles = Counter(one.publication for one in surveys if one.publication)
    title = titles.most_common(1)[0][0] if titles else "Untitled"
    languages = {draft.language for draft in drafts}
    language = languages.pop() if len(languages) == 1 else ""
    habits = habits_of([one.traits for one in surveys])
    return {
        "": {
            "title": title,
            "id": name or short_name(title)[:12],
            "language": "" if language == _DEFAULT_LANGUAGE else language,
            "date_order": _date_order(surveys),
            "boilerplate": list(_boilerplate(surveys, habits)),
        },
        "recognise": _recognise(surveys, title),
        "html": _selectors(surveys, drafts),
        "sections": _sections(surveys),
        "takeaway": {"position": _takeaway(drafts)},
    }


def _recognise(surveys: Sequence[Survey], title: str) -> dict[str, list[str]]:
    """The signs that all issues share; the title if they share none."""
    documents = [one.document for one in surveys]
    senders = {parseaddr(document.metadata.get("from", ""))[1].lower() for document in documents}
    signs = {
        "sender": sorted(senders) if len(senders) == 1 and all(senders) else [],
        "title": [f"^{_escaped(title)}"] if all(_opens_with(one, title) for one in documents) else [],
        "file": _file_sign([PurePath(document.name).name for document in documents]),
    }
    return signs if any(signs.values()) else {"title": [_escaped(title)]}


def _opens_with(document: Document, title: str) -> bool:
    """Whether the subject, the title or the first line of an issue begins with the publication's title."""
    first = next((block.text for block in document.blocks if block.text), "")
    given = (document.metadata.get("subject", ""), document.title, first)
    return any(text.casefold().startswith(title.casefold()) for text in given)


def _file_sign(names: Sequence[str]) -> list[str]:
    """The common file name with `*` for its digits; nothing if names differ otherwise or say nothing."""
    shapes = {_DIGITS.sub("0", name) for name in names}
    if len(shapes) != 1:
        return []
    sign = re.sub(r"0(?:[._-]0)*", "*", shapes.pop())
    words = " ".join(re.findall(r"[^\W\d_]+", sign.rpartition(".")[0]))
    return [] if len(words) < _MIN_LETTERS or PublicationName(words).is_generic else [sign]


def _date_order(surveys: Iterable[Survey]) -> str:
    """The order of day and month in dates in figures, if numbers over 12 prove just one of the orders."""
    firsts, seconds = False, False
    for one in surveys:
        for block in one.document.blocks[:14]:
            for match in _DATE_IN_FIGURES.finditer(block.text):
                firsts, seconds = firsts or int(match[1]) > 12, seconds or int(match[2]) > 12
    if firsts == seconds:
        return ""
    return "day first" if firsts else "month first"


def _boilerplate(surveys: Sequence[Survey], habits: Habits) -> Iterator[str]:
    """Patterns for the lines that most issues repeat, in the order of the first issue."""
    counts: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for one in surveys:
        for at in sorted(find_repeated(one.body, habits.lines)):
            if one.body[at].kind is not BlockKind.HEADING:
                mark = fingerprint(one.body[at])
                counts[mark] += 1
                texts.setdefault(mark, one.body[at].text)
    often = [text for mark, text in texts.items() if counts[mark] >= _HALF * len(surveys)]
    yield from (_pattern(text) for text in often[:_MAX_BOILERPLATE])


def _pattern(text: str) -> str:
    """A pattern for the beginning of a line that allows any number for each number."""
    whole = len(text) <= _MAX_PATTERN_LENGTH
    opening = text if whole else text[:_MAX_PATTERN_LENGTH].rpartition(" ")[0]
    return "^" + _DIGITS.sub(r"\\d+", _escaped(opening)) + ("$" if whole else "")


def _escaped(text: str) -> str:
    """A pattern for exactly this text; spaces and hyphens are not escaped, for legibility."""
    return re.escape(text).replace(r"\ ", " ").replace(r"\-", "-")


def _sections(surveys: Sequence[Survey]) -> dict[str, list[str]]:
    """Sections that recur in half of the issues and are divided alike in nearly all of those."""
    scores: dict[str, list[float]] = {}
    titles: dict[str, Counter[str]] = {}
    for one in surveys:
        for block in one.body:
            if block.kind is BlockKind.HEADING:
                titles.setdefault(f"list: {Habits.name(block.text)}", Counter())[block.text] += 1
        for key, score in one.traits.evidence.items():
            if key in titles:
                scores.setdefault(key, []).append(score)
    often = {
        titles[key].most_common(1)[0][0]: sum(score >= _HALF for score in found) / len(found)
        for key, found in scores.items()
        if len(found) >= max(2, _HALF * len(surveys))
    }
    return {
        "entries": sorted(title for title, share in often.items() if share >= _NEARLY_ALL_RATIO),
        "whole": sorted(title for title, share in often.items() if share <= 1 - _NEARLY_ALL_RATIO),
    }


def _takeaway(drafts: Sequence[Draft]) -> str:
    """ "last" if nearly every item of every issue closes with a takeaway that has no label, else ""."""
    items = [item for draft in drafts for item in draft.items if len(item.paragraphs) > 1]
    closing = [
        item for item in items if item.takeaway and any(item.takeaway == p.text for p in item.paragraphs)
    ]
    by_contrast = any("judges what the news" in reason for draft in drafts for reason in draft.reasons)
    return "last" if by_contrast and items and len(closing) >= _NEARLY_ALL_RATIO * len(items) else ""


def _selectors(surveys: Sequence[Survey], drafts: Sequence[Draft]) -> Mapping[str, str]:
    """The simplest selectors that match only the headlines, and only the sections, of all issues."""
    headlines: list[Block] = []
    sections: list[Block] = []
    others: list[Block] = []
    for one, draft in zip(surveys, drafts, strict=True):
        titles = {item.headline for item in draft.items}
        names = {name for item in draft.items for name in item.section.split(" / ")} - {""}
        for block in one.body:
            if not block.path or not block.text:
                continue
            text = block.text.rstrip(" :")
            which = headlines if text in titles else sections if text in names else others
            which.append(block)
    return {
        "headline": _selector_for(headlines, [*sections, *others]),
        "section": _selector_for(sections, [*headlines, *others]),
    }


def _selector_for(wanted: Sequence[Block], others: Sequence[Block]) -> str:
    """A selector with a class that matches nearly all wanted blocks and no other; "" if there is none."""
    counts = Counter(text for block in wanted for text in _selectors_of(block))
    for text, count in sorted(counts.items(), key=lambda pair: (-pair[1], len(pair[0]), pair[0])):
        [selector] = parse_selectors(text)
        if count < _NEARLY_ALL_RATIO * len(wanted) or len(wanted) < 2:
            return ""
        if all(selector.match(block.path) < 0 for block in others):
            return text
    return ""


def _selectors_of(block: Block) -> frozenset[str]:
    """Selectors that match a block: its inner elements by class, or by name within one with a class."""
    elements = [parse_element(described) for described in block.path[-_MAX_DEPTH:]]
    return frozenset(text for at, found in enumerate(elements) for text in _texts(found, elements[:at]))


def _texts(found: Element, above: Sequence[Element]) -> Iterator[str]:
    for name in sorted(found.classes):
        if re.fullmatch(r"[A-Za-z_-][\w-]*", name):
            yield f"{found.name}.{name}"
    for outer in above:
        for name in sorted(outer.classes):
            if re.fullmatch(r"[A-Za-z_-][\w-]*", name):
                yield f".{name} {found.name}"
