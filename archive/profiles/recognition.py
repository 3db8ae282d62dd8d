"""The recognition of an issue's profile: the first profile, by file name, with a sign that matches."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from fnmatch import fnmatchcase
from pathlib import PurePath

from archive.document import Document
from archive.identity import title_key
from archive.models import Publication
from archive.profiles.profile import Profile

_URL_KEYS = ("url", "canonical", "og:url", "permalink", "link")
_MAX_TITLE_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class ProfiledDocument:
    """A document and the profile of its publication, if it has one."""

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
        """The profile of a stored publication, by its title or its short name; None if there is none."""
        key = title_key(publication.title)
        known = (p for p in self.profiles if title_key(p.title) == key or p.id == publication.id)
        return next(known, None)

    def fitting(self, document: Document) -> Iterator[Profile]:
        """Every profile with a sign that matches a document."""
        return (profile for profile in self.profiles if fits(profile, document))


NO_PROFILES = ProfileSet()


def fits(profile: Profile, document: Document) -> bool:
    """Whether a sign of a profile matches a document."""
    signs = profile.recognise
    return (
        any(_matches(name, sign) for sign in signs.sender for name in _senders(document))
        or any(pattern.search(title) for pattern in signs.title for title in _titles(document))
        or any(sign.casefold() in url for sign in signs.url for url in _urls(document))
        or any(_matches(name, sign) for sign in signs.file for name in _names(document))
    )


def _matches(name: str, sign: str) -> bool:
    return bool(name) and fnmatchcase(name.casefold(), sign.casefold())


def _senders(document: Document) -> Iterator[str]:
    yield from parseaddr(document.metadata.get("from", ""))
    yield document.metadata.get("list-id", "").strip()


def _titles(document: Document) -> Iterator[str]:
    yield document.title
    yield document.metadata.get("subject", "")
    yield document.metadata.get("publication", "")
    yield from (block.text for block in document.blocks[:_MAX_TITLE_BLOCKS])


def _urls(document: Document) -> Iterator[str]:
    return (document.metadata[key].casefold() for key in _URL_KEYS if document.metadata.get(key))


def _names(document: Document) -> Iterator[str]:
    yield document.name
    yield PurePath(document.name).name
