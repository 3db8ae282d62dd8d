"""Which profile an issue has: the first, by file name, one of whose signs fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from fnmatch import fnmatchcase
from pathlib import PurePath

from archive.document import Document
from archive.identity import title_key
from archive.models import Publication
from archive.profiles.profile import Profile

_URLS = ("url", "canonical", "og:url", "permalink", "link")
_FIRST_LINES = 4


@dataclass(frozen=True, slots=True)
class ProfiledDocument:
    """A document and the profile of its publication, None where there is none."""

    document: Document
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class ProfileSet:
    """The profiles of an archive."""

    profiles: tuple[Profile, ...] = ()

    def attach(self, document: Document) -> ProfiledDocument:
        """The document with the first profile that fits it."""
        return ProfiledDocument(document, next(self.fitting(document), None))

    def of(self, publication: Publication) -> Profile | None:
        """The profile of a publication that is in the store, by its title or its short name."""
        key = title_key(publication.title)
        known = (p for p in self.profiles if title_key(p.title) == key or p.id == publication.id)
        return next(known, None)

    def fitting(self, document: Document) -> Iterator[Profile]:
        """Every profile that fits a document."""
        return (profile for profile in self.profiles if fits(profile, document))


NO_PROFILES = ProfileSet()


def fits(profile: Profile, document: Document) -> bool:
    """Whether one sign of a profile fits a document."""
    signs = profile.recognise
    return (
        any(_is_like(name, sign) for sign in signs.sender for name in _senders(document))
        or any(pattern.search(title) for pattern in signs.title for title in _titles(document))
        or any(sign.casefold() in url for sign in signs.url for url in _urls(document))
        or any(_is_like(name, sign) for sign in signs.file for name in _names(document))
    )


def _is_like(name: str, sign: str) -> bool:
    return bool(name) and fnmatchcase(name.casefold(), sign.casefold())


def _senders(document: Document) -> Iterator[str]:
    yield from parseaddr(document.metadata.get("from", ""))
    yield document.metadata.get("list-id", "").strip()


def _titles(document: Document) -> Iterator[str]:
    yield document.title
    yield document.metadata.get("subject", "")
    yield document.metadata.get("publication", "")
    yield from (block.text for block in document.blocks[:_FIRST_LINES])


def _urls(document: Document) -> Iterator[str]:
    return (document.metadata[key].casefold() for key in _URLS if document.metadata.get(key))


def _names(document: Document) -> Iterator[str]:
    yield document.name
    yield PurePath(document.name).name
