"""What one source says twice: the same briefing in the text and in the HTML of a mail, or attached to it."""

from collections.abc import Sequence
from dataclasses import replace

from archive.models import Draft
from archive.repeats.likeness import REPEATED, Text, likeness


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that say the same as one before of the same day; that one tells of them."""
    kept: list[tuple[Draft, Text]] = []
    for draft in drafts:
        text = Text(_words_of(draft))
        place = next((n for n, (other, known) in enumerate(kept) if _same(draft, text, other, known)), None)
        if place is None:
            kept.append((draft, text))
            continue
        other, known = kept[place]
        told = f"{draft.part or 'another part'} says the same and was left out"
        kept[place] = replace(other, warnings=(*other.warnings, told)), known
    return [draft for draft, _ in kept]


def _same(draft: Draft, text: Text, other: Draft, known: Text) -> bool:
    days = {draft.date, other.date} - {None}
    return len(days) < 2 and bool(draft.part) and likeness(text, known) >= REPEATED


def _words_of(draft: Draft) -> str:
    matter = (paragraph.text for paragraph in (*draft.front_matter, *draft.back_matter))
    return "\n".join([*matter, *(f"{item.headline}\n{item.text}" for item in draft.items)])
