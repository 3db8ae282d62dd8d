"""Tagging: `tagger` says what items are about, who, where and when; the other modules find it."""

from archive.models import Draft


def tag_draft(draft: Draft) -> Draft:
    """The draft, tagged; the taggers, which take long to load, are loaded at the first call."""
    from archive.tagging.tagger import tag

    return tag(draft)
