"""A label of takeaways that is in no list, told by its repetition over the items of an issue.

Items often close with paragraphs that open with the same few words ("Our reading:"). They are takeaways if
their wording judges, and that of the paragraphs above them does not; else they are fields, such as a source.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import fmean

from archive.models import Item
from archive.splitting.judgements.place import closing_place
from archive.splitting.judgements.wording import judgement
from archive.takeaway_label import label_pattern

_OPENING = re.compile(r"^\W*([^\W\d_](?:[^.:?!–—\n]{1,38}[^\W_])?)\s*(?:[:?：]|\.(?=\s)|[–—-]\s)\W*(?=\w)")
_MAX_WORDS = 5
_MAX_LENGTH = 40  # characters of a label in a line of its own
_MIN_TEXT = 40  # characters behind a label
_MIN_ITEMS = 3
_MIN_RATIO = 0.5  # of the items that have more than one paragraph
_MIN_JUDGEMENT = 1.0  # the mean score of labelled paragraphs
_MIN_DIFFERENCE = 0.5  # from the mean score of the paragraphs above them


def repeated_label(items: Sequence[Item]) -> re.Pattern[str] | None:
    """The pattern of the label that closing paragraphs share, if it labels judgements."""
    longer = [item for item in items if len(item.paragraphs) > 1]
    labelled: defaultdict[str, list[tuple[Item, int]]] = defaultdict(list)
    for item in longer:
        for label, at in _labels_at_end(item):
            labelled[label].append((item, at))
    for label, places in sorted(labelled.items(), key=lambda found: -len(found[1])):
        if len(places) < max(_MIN_ITEMS, _MIN_RATIO * len(longer)):
            return None
        if _labels_judgements(places):
            return label_pattern([label])
    return None


def _labels_at_end(item: Item) -> Iterator[tuple[str, int]]:
    """The label of the closing paragraph, or that in a line above it, and where its text stands."""
    at = closing_place(item.paragraphs)
    if at < 1:
        return
    text, above = item.paragraphs[at].text, item.paragraphs[at - 1].text.strip(" *_:.?–—-")
    opening = _OPENING.match(text)
    if opening and len(opening[1].split()) <= _MAX_WORDS and len(text) - opening.end() >= _MIN_TEXT:
        yield opening[1].casefold(), at
    if at > 1 and 0 < len(above) <= _MAX_LENGTH and len(above.split()) <= _MAX_WORDS:
        yield above.casefold(), at


def _labels_judgements(places: Sequence[tuple[Item, int]]) -> bool:
    judged = fmean(judgement(item.paragraphs[at].text) for item, at in places)
    above = fmean(judgement(paragraph.text) for item, at in places for paragraph in item.paragraphs[:at])
    return judged >= _MIN_JUDGEMENT and judged - above >= _MIN_DIFFERENCE
