"""The takeaway of an item: the closing paragraph in which the editors judge what it means."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.models import Item, Paragraph

_LABEL = re.compile(
    r"""^\W*((the|our|key)\ )?(
        take-?aways? | take | why\ (it|this)\ matters | what\ (it|this)\ means | bottom\ line
      | so\ what\?? | outlook | analysis | assessment | implications? | judge?ment | our\ view | upshot
      | significance | comment(ary)?
      | what('s|\ is)\ next | what\ to\ watch | looking\ ahead | conclusion
    )\s*(?P<end>[:.?]|[–—-]\s|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_STRONG = re.compile(
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
_WEAK = re.compile(
    r"""\b(
        will | would | could | may | might | expect(s|ed)? | should | effort | intent(ion)?
      | strateg(y|ic) | pressure | momentum | leverage | risks? | shift | rather\ than | less | more
      | in\ the\ (long|short|near)(er)?[- ](run|term)
      | whether | question | room | far\ from | not\ yet | still | now | ahead | prospects? | stakes?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REPORTED = re.compile(
    r"[“”\"]|\b[Oo]n \d{1,2} [A-Z]|\b(said|announced|told|reported|according to)\b"
    r"|\b(you|your|please|thanks|congrat\w*)\b",
    re.IGNORECASE,
)
_CONSISTENT = 0.6
_ENOUGH = 2
_LONGEST = 900


def is_label(text: str) -> bool:
    """Whether `text` is nothing but the label of a takeaway ("Why it matters:")."""
    match = _LABEL.match(text)
    return bool(match) and not text[match.end() :].strip(" *:.") if match else False


def mark_takeaways(items: Sequence[Item]) -> tuple[tuple[Item, ...], list[str]]:
    """The items with their takeaways, labelled ones always, others where the issue's items close so."""
    labelled = tuple(replace(item, takeaway=_labelled(item.paragraphs)) for item in items)
    count = sum(bool(item.takeaway) for item in labelled)
    if count:
        return labelled, [f"{_of(count, items)} close with a labelled takeaway"]
    open_ended = [item for item in items if _can_close(item)]
    judging = sum(_judges(item.paragraphs[-1].text) for item in open_ended)
    if not _is_habit(len(items), len(open_ended), judging):
        return tuple(items), []
    closed = tuple(_closed(item) for item in items)
    count = sum(bool(item.takeaway) for item in closed)
    return closed, [f"{_of(count, items)} close with a short paragraph that judges what the news means"]


def _labelled(paragraphs: Sequence[Paragraph]) -> str:
    """The last paragraph that a label opens, or that follows a label standing alone."""
    for index in range(len(paragraphs) - 1, 0, -1):
        text = paragraphs[index].text
        if is_label(text):
            return paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        match = _LABEL.match(text)
        if match and match["end"].strip():
            return text
    return ""


def _is_habit(all_items: int, open_ended: int, judging: int) -> bool:
    """Whether closing with a judgement is what this issue does, not what one item happens to do."""
    return open_ended >= 2 and open_ended >= _CONSISTENT * all_items and judging >= _CONSISTENT * open_ended


def _can_close(item: Item) -> bool:
    """Whether an item ends in a paragraph that could be a judgement of what stands above it."""
    if len(item.paragraphs) < 2 or any(paragraph.depth for paragraph in item.paragraphs):
        return False
    last = item.paragraphs[-1]
    longest = max(len(paragraph.text) for paragraph in item.paragraphs[:-1])
    return not last.links and 60 <= len(last.text) <= min(_LONGEST, 1.2 * longest)


def _judges(text: str) -> bool:
    """Whether a paragraph weighs rather than reports; words of judgement count twice, vague ones once."""
    weight = 2 * len(_STRONG.findall(text)) + len(_WEAK.findall(text)) - len(_REPORTED.findall(text))
    return weight >= _ENOUGH


def _closed(item: Item) -> Item:
    return replace(item, takeaway=item.paragraphs[-1].text) if _can_close(item) else item


def _of(count: int, items: Sequence[Item]) -> str:
    return f"{count} of {len(items)} items"
