"""The ways in which the text of a section becomes items, by the names that a profile gives them."""

from enum import StrEnum


class Division(StrEnum):
    """How the text of a section becomes records.

    ENTRIES are those of a list, or those below an entry that only introduces them; OUTER are always the
    entries of the outer list, which only a profile chooses.
    """

    WHOLE = "whole"
    BODY = "body"
    NONE = "none"
    ENTRIES = "entries"
    OUTER = "outer entries"
    LED = "led entries"
    PARAGRAPHS = "paragraphs"
    LINKED = "linked paragraphs"
    RUN_IN = "run-in heads"
    GROUPS = "groups"
