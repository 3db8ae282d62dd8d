"""Structural edits: splits and joins of an issue's items, which can be made again in every new version.

Their places are anchors: the text of a paragraph, and the number of paragraphs with the same text before it
in the issue. So they are found again whatever else has changed. Items that are split or joined are tagged
again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.derived_headline import ELLIPSIS, derive_headline
from archive.models import Draft, Item, Paragraph, with_source_tags
from archive.takeaway_label import holds_takeaway


@dataclass(frozen=True, slots=True)
class ParagraphAnchor:
    """A paragraph by its text, and by its index among paragraphs of the same text.

    An item without paragraphs is anchored by its headline.
    """

    text: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """A new item begins at a paragraph; if `headline` is "", the headline is derived from its text."""

    at: ParagraphAnchor
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """The item that begins at `at` is appended to the one that begins at `into`."""

    at: ParagraphAnchor
    into: ParagraphAnchor


StructuralEdit = Split | Join

DraftTagger = Callable[[Draft], Draft]
"""A function that tags the items of a draft; tags that an item has already stay."""

_ItemTagger = Callable[[Sequence[Item]], Sequence[Item]]


def anchors_of(items: Sequence[Item]) -> list[list[ParagraphAnchor]]:
    """The anchors of each item's paragraphs; an item without paragraphs has one, for its headline."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        texts = [paragraph.text for paragraph in item.paragraphs] or [item.headline]
        found.append([_anchor(text, seen) for text in texts])
    return found


def apply_edits(
    draft: Draft, edits: Sequence[StructuralEdit], tagger: DraftTagger
) -> tuple[Draft, tuple[StructuralEdit, ...]]:
    """The draft with the edits applied in order, and the edits that do not fit it.

    `tagger` tags the items that the edits make.
    """

    def tag(made: Sequence[Item]) -> Sequence[Item]:
        """The items, tagged by their own words; only the tags of their source stay."""
        return tagger(replace(draft, items=tuple(map(with_source_tags, made)))).items

    items, unfit = list(draft.items), []
    for edit in edits:
        # The anchors of an edit count paragraphs as they were after the edits before it.
        made = _split(items, edit, tag) if isinstance(edit, Split) else _join(items, edit, tag)
        if made is None:
            unfit.append(edit)
        else:
            items = made
    placed = tuple(replace(item, position=n) for n, item in enumerate(items, start=1))
    return replace(draft, items=placed), tuple(unfit)


def _anchor(text: str, seen: Counter[str]) -> ParagraphAnchor:
    seen[text] += 1
    return ParagraphAnchor(text, seen[text] - 1)


def _split(items: Sequence[Item], edit: Split, tag: _ItemTagger) -> list[Item] | None:
    found = _locate(items, edit.at)
    if found is None:
        return None
    if not found[1]:
        return list(items)  # one begins there already
    number, cut = found
    old = items[number]
    first, second = old.paragraphs[:cut], old.paragraphs[cut:]
    ends_second = any(holds_takeaway(p.text, old.takeaway) for p in second)
    parts = [
        replace(old, paragraphs=first, takeaway="" if ends_second else old.takeaway),
        replace(
            old,
            id="",
            headline=edit.headline or derive_headline(second[0].text),
            paragraphs=second,
            takeaway=old.takeaway if ends_second else "",
            url="",
        ),
    ]
    return [*items[:number], *tag(parts), *items[number + 1 :]]


def _join(items: Sequence[Item], edit: Join, tag: _ItemTagger) -> list[Item] | None:
    last, first = _locate(items, edit.at), _locate(items, edit.into)
    if last is None or first is None:
        return None
    if last[0] == first[0]:
        return list(items)  # they are one already
    if last[1] or first[1]:
        return None
    into, other = items[first[0]], items[last[0]]
    whole = replace(
        into,
        paragraphs=(*into.paragraphs, *_paragraphs_with_headline(other)),
        takeaway=other.takeaway or into.takeaway,
    )
    [whole] = tag([whole])
    joined = [whole if n == first[0] else item for n, item in enumerate(items)]
    return [item for n, item in enumerate(joined) if n != last[0]]


def _paragraphs_with_headline(item: Item) -> Iterator[Paragraph]:
    """The paragraphs of an item, after its headline unless that is the beginning of the text."""
    if item.headline and not item.text.startswith(item.headline.removesuffix(ELLIPSIS)):
        yield Paragraph(item.headline)
    yield from item.paragraphs


def _locate(items: Sequence[Item], anchor: ParagraphAnchor) -> tuple[int, int] | None:
    """The indexes of the item and of the paragraph in it, None if the anchor is not found."""
    for number, anchors in enumerate(anchors_of(items)):
        if anchor in anchors:
            return number, anchors.index(anchor)
    return None
