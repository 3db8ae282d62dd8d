"""The parts of a title, and which of them is a name and which a subject, as number and date show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive.splitting.furniture import is_byline
from archive.splitting.masthead.publication_name import PublicationName, read_name, without_dates

SEPARATORS = re.compile(r"\s*[|·•｜]\s*|\s+[—–-]+\s+")
"""What separates the parts of a title."""

_LABEL = re.compile(r"(?P<label>[^:：]{3,60}?)\s*[:：]\s*(?P<rest>\S.*)")


class TitleRole(StrEnum):
    """What a part of a title is."""

    NUMBERED = "before the issue's number"
    DATED = "beside the date"
    WHOLE = "the whole title"
    PART = "a part"
    SUBJECT = "behind the number or date"


@dataclass(frozen=True, slots=True)
class TitlePart:
    """A part of a title without number and date, and its role."""

    name: str
    role: TitleRole


def title_parts(title: str) -> tuple[TitlePart, ...]:
    """The parts of a title that may be a name, such as "City Letter" in "City Letter #12 - Spring"."""
    parts = [part for part in SEPARATORS.split(title) if part.strip() and not is_byline(part)]
    found = [part for part in _roles(parts) if part.name]
    whole = read_name(title).publication
    if whole and all(part.name != whole for part in found):
        found.append(TitlePart(whole, TitleRole.PART))
    return tuple(found)


def _roles(parts: list[str]) -> Iterator[TitlePart]:
    names = [read_name(part) for part in parts]
    counted = False
    for at, (part, name) in enumerate(zip(parts, names, strict=True)):
        role = _own_role(part, name) or _role_by_next(parts[at + 1 : at + 2])
        if counted and role is None:
            role = TitleRole.SUBJECT
        yield TitlePart(name.publication, role or (TitleRole.PART if len(parts) > 1 else TitleRole.WHOLE))
        counted = counted or bool(name.number) or without_dates(part) != part
        if role is None and (label := _LABEL.fullmatch(name.publication)):
            yield TitlePart(label["label"], TitleRole.PART)
            yield TitlePart(label["rest"], TitleRole.PART)


def _own_role(part: str, name: PublicationName) -> TitleRole | None:
    """The role that a number or date in the part itself gives it."""
    bare = without_dates(part)
    if name.number:
        before = bare.casefold().startswith(name.publication.casefold()[:4])
        return TitleRole.NUMBERED if before else TitleRole.SUBJECT
    return TitleRole.DATED if bare != " ".join(part.split()) else None


def _role_by_next(following: list[str]) -> TitleRole | None:
    """The role of a part without a number or date that the next part gives it, if it is nothing else."""
    if not following:
        return None
    name = read_name(following[0])
    if name.publication and not name.is_generic:
        return None
    if name.number:
        return TitleRole.NUMBERED
    return TitleRole.DATED if without_dates(following[0]) != " ".join(following[0].split()) else None
