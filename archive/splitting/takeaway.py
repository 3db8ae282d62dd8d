"""The takeaway of an item: the closing paragraph in which the editors judge what it means."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from archive.models import Item, Paragraph
from archive.profiles.profile import Patterns, Profile, TakeawayPosition
from archive.takeaway_label import LABEL

_AHEAD = re.compile(
    r"^\W*(what('s|’s| is) next|what to watch|looking ahead)\s*(?P<end>[:.?]|[–—-]\s|$)", re.IGNORECASE
)
_JUDGING = re.compile(
    r"""\b(
        signal(s|l?ed|l?ing)? | suggest(s|ed|ing) | underlin(es|ed|ing) | underscor(es|ed|ing)
      | reflect(s|ed|ing) | indicat(es|ed|ing) | points?\ to | highlight(s|ed|ing) | marks | impl(y|ies)
      | illustrat(es|ed|ing) | demonstrat(es|ed|ing) | confirms | reveals | means\ that | bodes? | poised
      | evolving | (un)?likely | remains?\ (to\ be\ seen|unclear|uncertain|open|fragile) | hinges? | depends?
      | turning\ point | aims? | seeks? | appears? | looks? | shows | leaves | puts? | gives | tests? | raises
      | strengthens | weakens
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WEIGHING = re.compile(
    r"""\b(
        will | would | could | may | might | expect(s|ed)? | should | effort | intent(ion)?
      | strateg(y|ic) | pressure | momentum | leverage | risks? | shift | rather\ than | less | more
      | in\ the\ (long|short|near)(er)?[- ](run|term)
      | whether | question | room | far\ from | not\ yet | still | now | ahead | prospects? | stakes?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REPORTING = re.compile(
    r"[“”\"]|\b(said|announced|told|reported|according to|you|your|please|thanks|congrat\w*)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(was|were|had|did|\w{3,}ed|rose|fell|won|lost|met|took|gave|made|began|held|left|became|came|went)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(is|are|has|have|does|do|will|would|could|may|might|can|should|must|remains?|seems?)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_CONSISTENT = 0.6  # the share of an issue's items that must be able to close with a judgement
_CLEARLY = 1.5  # what closing paragraphs must weigh on average, and
_APART = 1.0  # by how much more than the paragraphs above them
_FEWEST = 3  # items that close alike before it is a habit
_SHORTEST, _LONGEST = 60, 900
_LONGEST_LABEL = 60


def is_label(text: str) -> bool:
    """Whether `text` is nothing but the label of a takeaway ("Why it matters:")."""
    if len(text) > _LONGEST_LABEL:
        return False
    return any(_is_bare(match) for label in (LABEL, _AHEAD) if (match := label.match(text)))


def mark_takeaways(
    items: Sequence[Item], profile: Profile | None = None
) -> tuple[tuple[Item, ...], list[str]]:
    """The items with their takeaways, labelled ones always, others where the issue's items close so.

    A profile may know a label of its own, and where a takeaway without one stands.
    """
    where = profile.takeaway if profile else TakeawayPosition.UNKNOWN
    if where is TakeawayPosition.NONE:
        return tuple(items), []
    labels = profile.takeaway_label if profile else ()
    if where is not TakeawayPosition.UNKNOWN:
        placed = tuple(replace(item, takeaway=_placed(item.paragraphs, labels, where)) for item in items)
        return placed, [f"the {where.value} paragraph of an item is its takeaway, as the profile says"]
    labelled = tuple(replace(item, takeaway=_labelled(item.paragraphs, labels)) for item in items)
    count = sum(bool(item.takeaway) for item in labelled)
    if count:
        return labelled, [f"{_of(count, items)} close with a labelled takeaway"]
    if not _is_habit(items):
        return tuple(items), []
    closed = tuple(_closed(item) for item in items)
    count = sum(bool(item.takeaway) for item in closed)
    return closed, [f"{_of(count, items)} close with a short paragraph that judges what the news means"]


def _labelled(paragraphs: Sequence[Paragraph], labels: Patterns = ()) -> str:
    """The last paragraph under a profile's label, else one of judgement, else under one that looks ahead."""
    return _own(labels, paragraphs) or _under(LABEL, paragraphs) or _under(_AHEAD, paragraphs)


def _opened(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The last paragraph that a label opens, or the one after it where the label is all that it holds."""
    for index in reversed(range(len(paragraphs))):
        match = label.match(paragraphs[index].text)
        if match and paragraphs[index].text[match.end() :].strip(" *:.–—-"):
            return paragraphs[index].text
        if match and index + 1 < len(paragraphs):
            return paragraphs[index + 1].text
    return ""


def _own(labels: Patterns, paragraphs: Sequence[Paragraph]) -> str:
    return next(filter(None, (_opened(label, paragraphs) for label in labels)), "")


def _placed(paragraphs: Sequence[Paragraph], labels: Patterns, where: TakeawayPosition) -> str:
    """What a profile's label opens, else the paragraph in the place that it gives."""
    if own := _own(labels, paragraphs):
        return own
    return paragraphs[0 if where is TakeawayPosition.FIRST else -1].text if len(paragraphs) > 1 else ""


def _under(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The last paragraph that a label opens, or that follows a label standing alone."""
    for index in range(len(paragraphs) - 1, 0, -1):
        text = paragraphs[index].text
        match = label.match(text)
        if match and _is_bare(match):
            return paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        if match and match["end"].strip():
            return text
    return ""


def _is_bare(match: re.Match[str]) -> bool:
    return not match.string[match.end() :].strip(" *:.")


def _is_habit(items: Sequence[Item]) -> bool:
    """Whether this issue's items close with a judgement: last paragraphs weigh, those above report."""
    closing = [item for item in items if _can_close(item)]
    if len(closing) < max(_FEWEST, _CONSISTENT * len(items)):
        return False
    last = fmean(judgement(item.paragraphs[-1].text) for item in closing)
    above = fmean(judgement(paragraph.text) for item in closing for paragraph in item.paragraphs[:-1])
    return last >= _CLEARLY and last - above >= _APART


def judgement(text: str) -> int:
    """How much more a paragraph weighs than it reports: below 0 for plain news, 2 to 5 for a judgement."""
    return (
        (not _DIGIT.search(text))
        + (len(_PRESENT.findall(text)) > len(_PAST.findall(text)))
        + min(2, len(_JUDGING.findall(text)))
        + min(1, len(_WEIGHING.findall(text)))
        - min(2, len(_REPORTING.findall(text)))
    )


def _can_close(item: Item) -> bool:
    """Whether an item ends in a paragraph that could be a judgement of what stands above it."""
    if len(item.paragraphs) < 2 or any(paragraph.depth for paragraph in item.paragraphs):
        return False
    last = item.paragraphs[-1]
    longest = max(len(paragraph.text) for paragraph in item.paragraphs[:-1])
    return len(last.links) <= 1 and _SHORTEST <= len(last.text) <= min(_LONGEST, longest)


def _closed(item: Item) -> Item:
    """The item with its last paragraph as takeaway, unless that paragraph only reports."""
    if not _can_close(item) or judgement(item.paragraphs[-1].text) < 0:
        return item
    return replace(item, takeaway=item.paragraphs[-1].text)


def _of(count: int, items: Sequence[Item]) -> str:
    return f"{count} of {len(items)} items"
