"""Forms of an issue: what comes as e-mail, as a page and as a PDF is one issue, with the text of the richest.

Two files hold forms of one issue if they have nearly all words of their items in common; their titles may
differ, and they may be split differently. A PDF has lost its paragraphs and a plain text its links, so that
they do not replace a richer form; of two equally rich ones the later counts.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from archive.identity import Wording
from archive.models import Publication
from archive.store import claims
from archive.store.claims import Claim, StoredIssue
from archive.store.schema import issues, publications, sources

_MIN_COMMON = 0.85  # of the different words of both
_MIN_WORDS = 30
_RANKS = {"application/pdf": 0, "text/plain": 1}
_RICH = 2

_MEDIA_TYPE = select(sources.c.media_type).where(sources.c.sha256 == bindparam("sha256"))
_OF_THE_DAY = (
    select(issues, publications.c.title)
    .join_from(issues, publications)
    .where(issues.c.date == bindparam("date"), issues.c.removed.is_(False))
    .order_by(issues.c.id)
)


def is_kept_in_richer_form(connection: Connection, stored: StoredIssue, claim: Claim) -> bool:
    """Whether the stored issue has the text of the claim from another file, in a richer form."""
    if stored.row.removed or not claims.is_from_another_file(stored, claim):
        return False
    kept = _rank(connection.scalar(_MEDIA_TYPE, {"sha256": stored.row.source}) or "")
    return kept > _rank(claim.source.media_type) and _have_one_text(stored.live, claim.wordings)


def find_publication_of_other_form(connection: Connection, claim: Claim) -> Publication | None:
    """The publication that has the claim's text as an issue of its day from another file."""
    for row in connection.execute(_OF_THE_DAY, {"date": claim.draft.date}).all():
        if row.publication == claims.UNNAMED:
            continue
        stored = claims.load_stored_issue(connection, row)
        if claims.is_from_another_file(stored, claim) and _have_one_text(stored.live, claim.wordings):
            return Publication(row.publication, row.title)
    return None


def _rank(media_type: str) -> int:
    return _RANKS.get(media_type, _RICH)


def _have_one_text(one: Iterable[Wording], two: Iterable[Wording]) -> bool:
    words = [frozenset[str]().union(*(wording.words for wording in wordings)) for wordings in (one, two)]
    common, either = len(words[0] & words[1]), len(words[0] | words[1])
    return min(map(len, words)) >= _MIN_WORDS and common >= _MIN_COMMON * either
