"""The one tree of errors: everything a user can cause derives from BriefingsError."""


class BriefingsError(Exception):
    """Something the user can mend; its text is one line that says what was wrong, where, and what to do."""


class RefusedError(BriefingsError):
    """A source cannot become an issue; the batch it came in goes on without it."""


class UnknownFormatError(RefusedError):
    """No reader recognises the bytes."""


class StoreError(BriefingsError):
    """The store cannot be opened, read or written."""


class DuplicateIssueError(BriefingsError):
    """Another source already stands for this issue, and the caller asked for strictness."""


class NotFoundError(BriefingsError):
    """No issue or item has this id, and none ever had."""


class IndexUnavailableError(BriefingsError):
    """The index is missing, damaged or of another version; `briefings reindex` makes it anew."""


class BadRequestError(BriefingsError):
    """A request asks for what cannot be: an unknown facet value, reversed dates, an impossible split."""
