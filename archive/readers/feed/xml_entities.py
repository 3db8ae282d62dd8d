"""Expands the entities that an XML text declares itself, within limits."""

import re
from collections import Counter

from archive.errors import RefusedError
from archive.limits import exceeded
from archive.readers.budget import Budget

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(?:\[(?P<subset>[^\]]*)\]\s*)?>", re.I)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([^\s%>]+)\s+(?:\"([^\"]*)\"|'([^']*)')?")
_REFERENCE = re.compile(r"&(?!#|(?:lt|gt|amp|quot|apos);)([^;&\s]+);")


def expand_entities(text: str, budget: Budget) -> str:
    """Return an XML text with its entities expanded and without its declaration and document type.

    Raises RefusedError where entities contain entities, as a few lines of those can expand to gigabytes, and
    LimitError where there are too many or they expand to too much. External declarations are not read.
    """
    text = _XML_DECLARATION.sub("", text, count=1)
    declared = _declared_entities(text, budget)
    text = _DOCTYPE.sub("", text, count=1).lstrip()
    if not declared:
        return text
    uses = Counter(name for name in _REFERENCE.findall(text) if name in declared)
    budget.add_unpacked(sum(len(declared[name]) * count for name, count in uses.items()))
    return _REFERENCE.sub(lambda match: declared.get(match[1], match[0]), text)


def _declared_entities(text: str, budget: Budget) -> dict[str, str]:
    found = [match.groups() for match in _ENTITY.finditer(text)]
    if len(found) > budget.limits.entities:
        what = f"declares more than {budget.limits.entities:,} XML entities"
        raise exceeded(budget.name, what, "entities")
    values = {name: double or single for _, name, double, single in found if double or single}
    if any(parameter for parameter, *_ in found) or any(map(_REFERENCE.search, values.values())):
        raise RefusedError(
            f"{budget.name}: its XML entities hold other entities; save the file without a DOCTYPE"
        )
    return values
