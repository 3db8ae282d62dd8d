"""The labels that open takeaways ("Why it matters:", "Our take –"): known ones, and texts without them."""

import re
from collections.abc import Iterable

from archive.data_files import read_toml

_MAX_LENGTH = 60  # characters
_MAX_WORDS = 6
_BEHIND = " \t\n\u00a0*_:."
_OPENING = re.compile(r"\W*[^\W\d_][^.:?!–—\n]*(?:[:?.]|\s[–—-])[\W_]*")
_WORDS = {kind: tuple(labels) for kind, labels in read_toml("takeaway_labels.toml").items()}


def label_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    """What matches one of these labels at the start of a paragraph; `end` is what parts it from the text."""
    ways = "|".join(re.escape(label).replace(r"\ ", r"\s") for label in sorted(labels, key=len, reverse=True))
    return re.compile(
        rf"^\W*(?:(?:the|our|my|key|die|das|la|le|il)\s)?(?:{ways})\s*(?P<end>[:.?：]|[–—-]\s|\W*$)",
        re.IGNORECASE,
    )


CERTAIN = label_pattern(_WORDS["certain"])
"""Labels that stand before judgements alone."""

POSSIBLE = label_pattern(_WORDS["possible"])
"""Labels that stand before other texts too."""

AHEAD = label_pattern(_WORDS["ahead"])
"""Labels of what is to come."""

LABEL = label_pattern((*_WORDS["certain"], *_WORDS["possible"]))
"""Any label of a judgement."""


def without_label(text: str, label: re.Pattern[str] = LABEL) -> str:
    """A takeaway without the label that opens it; all of a text that is nothing but a label."""
    match = label.match(text)
    if match is None or not match["end"].strip():
        return text
    return text[match.end() :].lstrip(_BEHIND) or text


def holds_takeaway(text: str, takeaway: str) -> bool:
    """Whether a paragraph is an item's takeaway, with or without a label before it."""
    if not takeaway or not text.endswith(takeaway):
        return False
    before = text[: len(text) - len(takeaway)]
    if not before:
        return True
    is_short = len(before) <= _MAX_LENGTH and len(before.split()) <= _MAX_WORDS
    return is_short and bool(_OPENING.fullmatch(before))
