"""The label that opens a takeaway ("Why it matters:", "Takeaway –"): its pattern, and the text without it."""

import re

LABEL = re.compile(
    r"""^\W*((the|our|key)\ )?(
        take-?aways? | take | why\ (it|this)\ matters | what\ (it|this)\ means | bottom\ line
      | so\ what\?? | outlook | analysis | assessment | implications? | judge?ment | our\ view | upshot
      | significance | comment(ary)? | conclusion
    )\s*(?P<end>[:.?]|[–—-]\s|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A label of judgement at the start of a paragraph; the group `end` is what separates it from the text."""


def without_label(text: str) -> str:
    """A takeaway without the label that opens it, for pages that print a label of their own."""
    match = LABEL.match(text)
    if match is None or not match["end"].strip():
        return text
    return text[match.end() :].lstrip(" \t\n\u00a0*_:.") or text
