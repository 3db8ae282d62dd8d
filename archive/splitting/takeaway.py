"""The takeaways of items: closing paragraphs that judge the news, found by label, profile or wording."""

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
_MIN_CLOSING_RATIO = 0.6  # of an issue's items end in a paragraph that could be a judgement
_MIN_JUDGEMENT = 1.5  # the mean score of closing paragraphs
_MIN_JUDGEMENT_DIFFERENCE = 1.0  # from the mean score of the paragraphs above them
_MIN_ITEMS = 3  # that end in such a paragraph
_MIN_LENGTH, _MAX_LENGTH = 60, 900  # characters of a takeaway without label
_MAX_LABEL_LENGTH = 60


def is_label(text: str) -> bool:
    """Whether `text` is only the label of a takeaway ("Why it matters:")."""
    if len(text) > _MAX_LABEL_LENGTH:
        return False
    return any(_is_bare(match) for label in (LABEL, _AHEAD) if (match := label.match(text)))


def mark_takeaways(
    items: Sequence[Item], profile: Profile | None = None
) -> tuple[tuple[Item, ...], list[str]]:
    """The items with their takeaways, and the reasons.

    Labelled paragraphs come first. If there are none, the last paragraphs are takeaways if they judge the
    news in most items of the issue. A profile may give a label and the position of takeaways without one.
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
    labelled = tuple(replace(item, takeaway=_labelled(item.paragraphs, labels)) for item in items)
    count = sum(bool(item.takeaway) for item in labelled)
    if count:
        return labelled, [f"{_count_of(count, items)} close with a labelled takeaway"]
    if not _end_with_judgements(items):
        return tuple(items), []
    closed = tuple(_with_closing_takeaway(item) for item in items)
    count = sum(bool(item.takeaway) for item in closed)
    return closed, [f"{_count_of(count, items)} close with a short paragraph that judges what the news means"]


def _labelled(paragraphs: Sequence[Paragraph], labels: Patterns = ()) -> str:
    """The last paragraph with a label: one of the profile, else of judgement, else of a look ahead."""
    return _under_profile_label(labels, paragraphs) or _under(LABEL, paragraphs) or _under(_AHEAD, paragraphs)


def _begun_by(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The last paragraph that begins with a label; the next one if the label is all of its text."""
    for index in reversed(range(len(paragraphs))):
        match = label.match(paragraphs[index].text)
        if match and paragraphs[index].text[match.end() :].strip(" *:.–—-"):
            return paragraphs[index].text
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
    return paragraphs[0 if position is TakeawayPosition.FIRST else -1].text if len(paragraphs) > 1 else ""


def _under(label: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> str:
    """The last paragraph, except the first, that begins with a label or follows a bare label."""
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


def _end_with_judgements(items: Sequence[Item]) -> bool:
    """Whether the items end with judgements: their last paragraphs judge, the ones above report."""
    closing = [item for item in items if _can_close(item)]
    if len(closing) < max(_MIN_ITEMS, _MIN_CLOSING_RATIO * len(items)):
        return False
    last = fmean(judgement(item.paragraphs[-1].text) for item in closing)
    above = fmean(judgement(paragraph.text) for item in closing for paragraph in item.paragraphs[:-1])
    return last >= _MIN_JUDGEMENT and last - above >= _MIN_JUDGEMENT_DIFFERENCE


def judgement(text: str) -> int:
    """A score of a paragraph's wording: below 0 for plain news, 2 to 5 for a judgement."""
    return (
        (not _DIGIT.search(text))
        + (len(_PRESENT.findall(text)) > len(_PAST.findall(text)))
        + min(2, len(_JUDGING.findall(text)))
        + min(1, len(_WEIGHING.findall(text)))
        - min(2, len(_REPORTING.findall(text)))
    )


def _can_close(item: Item) -> bool:
    """Whether the last paragraph of an item could be a judgement, by its length, links and depth."""
    if len(item.paragraphs) < 2 or any(paragraph.depth for paragraph in item.paragraphs):
        return False
    last = item.paragraphs[-1]
    longest = max(len(paragraph.text) for paragraph in item.paragraphs[:-1])
    return len(last.links) <= 1 and _MIN_LENGTH <= len(last.text) <= min(_MAX_LENGTH, longest)


def _with_closing_takeaway(item: Item) -> Item:
    """The item with its last paragraph as takeaway, unless that paragraph only reports."""
    if not _can_close(item) or judgement(item.paragraphs[-1].text) < 0:
        return item
    return replace(item, takeaway=item.paragraphs[-1].text)


def _count_of(count: int, items: Sequence[Item]) -> str:
    return f"{count} of {len(items)} items"
