"""The takeaways of items: closing paragraphs that judge the news, found by label, profile or wording."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from archive.models import Item, Paragraph
from archive.profiles.profile import Patterns, Profile, TakeawayPosition
from archive.splitting.judgements.place import closing_place, stands_beside
from archive.splitting.judgements.repeated_label import repeated_label
from archive.splitting.judgements.wording import judgement
from archive.takeaway_label import AHEAD, CERTAIN, LABEL, POSSIBLE, without_label

_MIN_CLOSING_RATIO = 0.6  # of an issue's items end in a paragraph that could be a judgement
_MIN_JUDGEMENT = 1.5  # the mean score of closing paragraphs
_MIN_JUDGEMENT_DIFFERENCE = 1.0  # from the mean score of the paragraphs above them
_MIN_ITEMS = 3  # that end in such a paragraph
_SURE_ITEMS = 4  # fewer must be all items of the issue: three may be like judgements by chance
_MIN_LENGTH, _MAX_LENGTH = 60, 900  # characters of a takeaway without label
_MAX_LABEL_LENGTH = 60
_MIN_POSSIBLE_RATIO = 0.25  # of the items that have a label which stands before other texts too
_AROUND_LABEL = " *:.–—-"


def is_label(text: str) -> bool:
    """Whether `text` is only the label of a takeaway ("Why it matters:")."""
    if len(text) > _MAX_LABEL_LENGTH:
        return False
    return any(_is_bare(match) for label in (LABEL, AHEAD) if (match := label.match(text)))


def mark_takeaways(
    items: Sequence[Item], profile: Profile | None = None
) -> tuple[tuple[Item, ...], list[str]]:
    """The items with their takeaways, without labels, and the reasons.

    Labelled paragraphs come first: by a label of the profile, a known one, or one that the items repeat. If
    there are none, the last paragraphs are takeaways if they judge the news in most items of the issue. A
    profile may give a label and the position of takeaways without one.
    """
    position = profile.takeaway if profile else TakeawayPosition.UNKNOWN
    if position is TakeawayPosition.NONE:
        return tuple(items), []
    labels = profile.takeaway_label if profile else ()
    if position is not TakeawayPosition.UNKNOWN:
        placed = tuple(
            replace(item, takeaway=_by_profile_position(item.paragraphs, labels, position)) for item in items
        )
        return placed, [f"the {position.value} paragraph of an item is its takeaway, as the profile says"]
    labelled = _labelled_items(items, labels)
    count = sum(bool(item.takeaway) for item in labelled)
    if count:
        return labelled, [f"{_count_of(count, items)} close with a labelled takeaway"]
    if not _end_with_judgements(items):
        return tuple(items), []
    closed = tuple(_with_closing_takeaway(item) for item in items)
    count = sum(bool(item.takeaway) for item in closed)
    return closed, [f"{_count_of(count, items)} close with a short paragraph that judges what the news means"]


def _labelled_items(items: Sequence[Item], labels: Patterns) -> tuple[Item, ...]:
    """The items with the paragraphs that have a label as takeaways; the surest kind of label that any has."""
    known = _known_labels(items)
    found = tuple(replace(item, takeaway=_labelled(item.paragraphs, labels, known)) for item in items)
    if any(item.takeaway for item in found):
        return found
    repeated = repeated_label(items)
    if repeated is None:
        return found
    return tuple(replace(item, takeaway=_under(repeated, item.paragraphs)) for item in items)


def _labelled(paragraphs: Sequence[Paragraph], labels: Patterns, known: Sequence[re.Pattern[str]]) -> str:
    """The last paragraph with a label: one of the profile, else of judgement, else of a look ahead."""
    if takeaway := _under_profile_label(labels, paragraphs):
        return takeaway
    return next(filter(None, (_under(label, paragraphs) for label in (*known, AHEAD))), "")


def _known_labels(items: Sequence[Item]) -> list[re.Pattern[str]]:
    """The labels that count in an issue: certain ones always, possible ones if several items have one."""
    having = sum(bool(_under(POSSIBLE, item.paragraphs)) for item in items)
    return [CERTAIN, POSSIBLE] if having >= max(2, _MIN_POSSIBLE_RATIO * len(items)) else [CERTAIN]


def _begun_by(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The text of the last paragraph that begins with a label, or of the one below a label alone."""
    for index in reversed(range(len(paragraphs))):
        match = label.match(paragraphs[index].text)
        if match and (rest := paragraphs[index].text[match.end() :].strip(_AROUND_LABEL)):
            return paragraphs[index].text[paragraphs[index].text.index(rest) :]
        if match and index + 1 < len(paragraphs):
            return paragraphs[index + 1].text
    return ""


def _under_profile_label(labels: Patterns, paragraphs: Sequence[Paragraph]) -> str:
    return next(filter(None, (_begun_by(label, paragraphs) for label in labels)), "")


def _by_profile_position(
    paragraphs: Sequence[Paragraph], labels: Patterns, position: TakeawayPosition
) -> str:
    """The paragraph with a label of the profile, else the one at the position that the profile gives."""
    if takeaway := _under_profile_label(labels, paragraphs):
        return takeaway
    if len(paragraphs) < 2:
        return ""
    at = 0 if position is TakeawayPosition.FIRST else closing_place(paragraphs)
    return without_label(paragraphs[at].text)


def _under(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The text of the last paragraph, except the first, that begins with a label or follows a bare label."""
    for index in range(len(paragraphs) - 1, 0, -1):
        text = paragraphs[index].text
        match = label.match(text)
        if match and _is_bare(match):
            below = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            return below.text if below and not stands_beside(below) else ""
        if match and match["end"].strip():
            return without_label(text, label)
    return ""


def _is_bare(match: re.Match[str]) -> bool:
    return not match.string[match.end() :].strip(" *:.")


def _end_with_judgements(items: Sequence[Item]) -> bool:
    """Whether the items end with judgements: their closing paragraphs judge, the ones above report."""
    closing = [(item.paragraphs, at) for item in items if (at := _closing(item.paragraphs)) > 0]
    enough = max(_MIN_ITEMS, min(_SURE_ITEMS, len(items)), _MIN_CLOSING_RATIO * len(items))
    if len(closing) < enough:
        return False
    last = fmean(judgement(paragraphs[at].text) for paragraphs, at in closing)
    above = fmean(judgement(paragraph.text) for paragraphs, at in closing for paragraph in paragraphs[:at])
    return last >= _MIN_JUDGEMENT and last - above >= _MIN_JUDGEMENT_DIFFERENCE


def _closing(paragraphs: Sequence[Paragraph]) -> int:
    """The place of the closing paragraph if its length, links and depth let it be a judgement, else 0."""
    at = closing_place(paragraphs)
    if at < 1 or any(paragraph.depth for paragraph in paragraphs):
        return 0
    last = paragraphs[at]
    longest = max(len(paragraph.text) for paragraph in paragraphs[:at])
    return at if len(last.links) <= 1 and _MIN_LENGTH <= len(last.text) <= min(_MAX_LENGTH, longest) else 0


def _with_closing_takeaway(item: Item) -> Item:
    """The item with its closing paragraph as takeaway, unless that paragraph only reports."""
    at = _closing(item.paragraphs)
    if not at or judgement(item.paragraphs[at].text) < 0:
        return item
    return replace(item, takeaway=item.paragraphs[at].text)


def _count_of(count: int, items: Sequence[Item]) -> str:
    return f"{count} of {len(items)} items"
