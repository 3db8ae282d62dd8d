"""The table of fields: the kind, the weight in scoring, the label and the aliases of each."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field is indexed."""

    TEXT = "text"
    FACET = "facet"
    DATE_RANGE = "date range"


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the table. `boost` and `b` are BM25F's weight and length normalisation of a text field.

    A facet that is not `shown` is counted for internal use: queries and pages do not offer it.
    """

    name: str
    label: str
    kind: FieldKind
    boost: float = 1.0
    b: float = 0.75
    aliases: tuple[str, ...] = ()
    hierarchical: bool = False
    shown: bool = True


FIELDS: tuple[Field, ...] = (
    Field("headline", "Headline", FieldKind.TEXT, boost=2.0, aliases=("title", "hd")),
    Field("takeaway", "Takeaway", FieldKind.TEXT, boost=1.0),
    Field("body", "Text", FieldKind.TEXT, boost=0.5, aliases=("text",)),
    Field("topic", "Topic", FieldKind.FACET, hierarchical=True),
    Field("region", "Region", FieldKind.FACET, aliases=("country",), hierarchical=True),
    Field("person", "Person", FieldKind.FACET, aliases=("people", "who")),
    Field("organisation", "Organisation", FieldKind.FACET, aliases=("org", "organization")),
    Field("date", "Date", FieldKind.FACET, hierarchical=True),
    Field("publication", "Publication", FieldKind.FACET, aliases=("pub",)),
    Field("acronym", "Acronym", FieldKind.FACET, shown=False),
    Field("event", "Event date", FieldKind.DATE_RANGE, aliases=("events",)),
    Field("ahead", "Expected event", FieldKind.DATE_RANGE, aliases=("expected",)),
)

TEXT_FIELDS: tuple[Field, ...] = tuple(f for f in FIELDS if f.kind is FieldKind.TEXT)
FACETS: tuple[Field, ...] = tuple(f for f in FIELDS if f.kind is FieldKind.FACET)
SHOWN_FACETS: tuple[Field, ...] = tuple(f for f in FACETS if f.shown)
DATE_RANGE_FIELDS: tuple[Field, ...] = tuple(f for f in FIELDS if f.kind is FieldKind.DATE_RANGE)
VALUE_FIELDS: tuple[Field, ...] = FACETS + DATE_RANGE_FIELDS
"""The fields whose values engines keep in a column."""


def find_field(name: str) -> Field | None:
    """The shown field with this name or alias, whatever its case; None where there is none."""
    folded = name.casefold()
    return next((f for f in FIELDS if f.shown and (folded == f.name or folded in f.aliases)), None)
