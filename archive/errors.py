"""The errors of the project: every error that a user can cause derives from BriefingsError."""


class BriefingsError(Exception):
    """An error that a user can mend; its message says in one line what is wrong, where, and what to do."""


class RefusedError(BriefingsError):
    """A source cannot become an issue; the rest of its batch is ingested without it."""


class UnknownFormatError(RefusedError):
    """No reader recognises the format of the bytes."""


class StoreError(BriefingsError):
    """The store cannot be opened, read or written."""


class DuplicateIssueError(BriefingsError):
    """The issue is in the store already, from another source, and the caller asked for strictness."""


class NotFoundError(BriefingsError):
    """Nothing has this id or name, and nothing ever had."""


class IndexUnavailableError(BriefingsError):
    """The index is missing, damaged or of another version; `briefings reindex` builds a new one."""


class BadRequestError(BriefingsError):
    """A request cannot be met: an unknown facet value, reversed dates, an impossible split."""
