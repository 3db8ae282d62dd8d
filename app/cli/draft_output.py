"""A draft for people, as an outline with the reasons for it, and for programs, as one JSON object."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from archive.derived_headline import ELLIPSIS, continuation
from archive.models import Accounting, Draft, EventDate, Item, Tag
from archive.vocabularies import Vocabularies, regions
from index.documents import format_event_value

_WIDTH = 100


def as_json(draft: Draft, source: str, vocabularies: Vocabularies) -> dict[str, Any]:
    """The issue as `briefings parse --jsonl` prints it."""
    return {
        "source": source,
        "part": draft.part,
        "publication": draft.publication,
        "date": draft.date.isoformat() if draft.date else None,
        "date_origin": draft.date_origin,
        "place": draft.place,
        "title": draft.title,
        "number": draft.number,
        "language": draft.language,
        "items": [_item(item, vocabularies) for item in draft.items],
        "front_matter": [p.text for p in draft.front_matter],
        "back_matter": [p.text for p in draft.back_matter],
        "reasons": list(draft.reasons),
        "warnings": list(draft.warnings),
        "accounting": asdict(draft.accounting) if draft.accounting else None,
        "candidates": [asdict(candidate) for candidate in draft.candidates],
        "doubts": [asdict(doubt) for doubt in draft.doubts],
    }


def outline(draft: Draft, source: str) -> str:
    """The issue as an indented outline, a line for each item, and why it was split so."""
    return "\n".join(_lines(draft, source))


def _lines(draft: Draft, source: str) -> Iterator[str]:
    yield f"{source}{f' [{draft.part}]' if draft.part else ''}"
    when = f"{draft.date:%Y-%m-%d} (from the {draft.date_origin})" if draft.date else "no date found"
    yield f"  {draft.publication or 'no publication named'}, {', '.join(filter(None, [draft.place, when]))}"
    section = ""
    for item in draft.items:
        if item.section != section:
            section = item.section
            yield f"  {section or '(no section)'}"
        yield from _item_lines(item)
    for name, matter in (("front matter", draft.front_matter), ("back matter", draft.back_matter)):
        if matter:
            yield f"  {name}: {len(matter)} paragraphs, from “{_short(matter[0].text)}”"
    for reason in draft.reasons:
        yield f"  why: {reason}"
    yield from _candidate_lines(draft)
    if draft.accounting:
        yield f"  words: {_word_counts(draft.accounting)}"
    for doubt in draft.doubts:
        yield f"  doubt: {f'item {doubt.position} ' if doubt.position else ''}{doubt.reason}"
    for warning in draft.warnings:
        yield f"  warning: {warning}"


def _candidate_lines(draft: Draft) -> Iterator[str]:
    """The candidate splits of the issue with their scores, the chosen one first."""
    for candidate in draft.candidates:
        choice = "chosen" if candidate.chosen else "tried"
        marks = (
            f"score {candidate.score:.2f}: agreement {candidate.agreement:.2f}, "
            f"coverage {candidate.coverage:.2f}, evenness {candidate.evenness:.2f}"
        )
        yield f"  {choice} for {candidate.of}: {candidate.name} ({candidate.count}; {marks})"


def _word_counts(accounting: Accounting) -> str:
    total = accounting.items + accounting.matter + accounting.nowhere
    share = accounting.items / total if total else 0.0
    return f"{total:,}, {share:.0%} in items, the rest in front and back matter, {accounting.nowhere} nowhere"


def _item_lines(item: Item) -> Iterator[str]:
    story = " › ".join(item.story_path)
    yield f"  {item.position:>4}. {f'[{story}] ' if story else ''}{item.headline}"
    facts = [f"{len(item.paragraphs)} paragraphs"]
    facts += [f"topics {_values(item.topics)}"] if item.topics else []
    facts += [f"regions {_values(item.regions)}"] if item.regions else []
    facts += [f"events {_events(item)}"] if item.event_dates else []
    yield textwrap.fill("; ".join(facts), _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    if item.takeaway:
        yield f"        takeaway: {_short(item.takeaway)}"


def _events(item: Item) -> str:
    return ", ".join(
        ("ahead " if event.ahead else "") + format_event_value(event.first, event.last)
        for event in item.event_dates
    )


def _item(item: Item, vocabularies: Vocabularies) -> dict[str, Any]:
    texts = _texts(item)
    return {
        "position": item.position,
        "section": item.section,
        "story_path": list(item.story_path),
        "headline": item.headline,
        "text": "\n\n".join(texts),
        "paragraphs": texts,
        "takeaway": item.takeaway,
        "url": item.url,
        "links": [link.url for link in item.links],
        **tags_as_json(item, vocabularies),
        "language": item.language,
        "extra": dict(item.extra),
    }


def _texts(item: Item) -> list[str]:
    """The paragraphs; they go on where a headline that is cut off, with an ellipsis, stops."""
    texts = [p.text for p in item.paragraphs]
    if texts and item.headline.endswith(ELLIPSIS):
        texts[0] = texts[0][continuation(item.headline, texts[0]) :]
    return texts


def _values(tags: tuple[Tag, ...]) -> str:
    return " ".join(tag.value for tag in tags)


def _short(text: str) -> str:
    return textwrap.shorten(text, _WIDTH - 20, placeholder="…")


def tags_as_json(item: Item, vocabularies: Vocabularies) -> dict[str, Any]:
    """Topics, regions, people, organisations and event dates, each with the words that earned it."""
    return {
        "topics": _tags(item.topics, vocabularies.topics.label),
        "regions": _tags(item.regions, regions.label),
        "people": _tags(item.people),
        "organisations": _tags(item.organisations),
        "event_dates": [_event(event) for event in item.event_dates],
    }


def _tags(tags: Iterable[Tag], label: Callable[[str], str] = str) -> list[dict[str, Any]]:
    return [
        {
            "value": tag.value,
            "label": label(tag.value),
            "strength": tag.strength,
            "role": tag.role,
            "evidence": list(tag.evidence),
            "origin": tag.origin.value,
        }
        for tag in tags
    ]


def _event(event: EventDate) -> dict[str, Any]:
    return {
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "precision": event.precision.value,
        "ahead": event.ahead,
        "text": event.text,
        "sentence": event.sentence,
    }
