"""What the files of names say now of tags given earlier: merged under one name, or no name at all."""

from collections.abc import Iterable
from dataclasses import replace

from archive.models import Origin, Tag
from archive.tagging.names.known import Kind, current


def as_named_now(tags: Iterable[Tag], kind: Kind) -> tuple[Tag, ...]:
    """The tags under the names in use, those of one name as one, and without what is no name.

    What an editor said of an item stays, whatever the files say.
    """
    known = current()
    kept: dict[str, Tag] = {}
    for tag in tags:
        if tag.origin is Origin.EDITOR:
            kept[tag.value] = tag
        elif not known.is_refused(tag.value):
            name = known.resolve(kind, tag.value) or tag.value
            kept[name] = _joined(kept[name], tag) if name in kept else replace(tag, value=name)
    return tuple(kept.values())


def _joined(first: Tag, second: Tag) -> Tag:
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    weight = max(first.weight, second.weight)
    return replace(first, evidence=evidence, weight=weight, role=first.role or second.role)
