"""A factory of index documents, and an archive of seven, small enough to work answers out on paper."""

from datetime import date

from index.documents import Change, IndexDocument
from index.mapping import date_values


def document(
    id_: str,
    day: date = date(2026, 1, 1),
    *,
    issue: str = "one",
    position: int = 1,
    headline: str = "",
    takeaway: str = "",
    body: str = "",
    topics: tuple[str, ...] = (),
    regions: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
    publication: str = "one",
    events: tuple[str, ...] = (),
    ahead: tuple[str, ...] = (),
) -> IndexDocument:
    """An item; its fingerprint is its text."""
    return IndexDocument(
        id=id_,
        issue=issue,
        date=day,
        position=position,
        texts={"headline": headline, "takeaway": takeaway, "body": body},
        facets={
            "topic": topics,
            "region": regions,
            "person": people,
            "date": date_values(day),
            "publication": (publication,),
            "event": (*events, *ahead),
            "ahead": ahead,
        },
        fingerprint=f"{headline}|{takeaway}|{body}",
    )


ARCHIVE = (
    document(
        "gallium",
        date(2025, 7, 4),
        headline="Beijing tightens export controls on gallium",
        takeaway="A signal that Beijing will answer in kind.",
        body="Exporters of gallium and germanium need licences from August.",
        topics=("economy", "trade"),
        regions=("142", "030", "CN"),
        events=("2025-07-03",),
        ahead=("2025-08-01..2025-08-31",),
    ),
    document(
        "wages",
        date(2025, 7, 4),
        position=2,
        headline="Guangdong raises minimum wages",
        body="Workers in the province gain a tenth. Exporters complain.",
        topics=("economy",),
        regions=("142", "030", "CN", "CN-GD"),
    ),
    document(
        "tariffs",
        date(2025, 8, 1),
        issue="two",
        headline="Washington doubles its tariffs on steel",
        takeaway="Tariffs feed on tariffs.",
        body="The tariff on steel rises; the tariffs on aluminium follow.",
        topics=("economy", "trade"),
        regions=("019", "021", "US"),
        publication="two",
    ),
    document(
        "grid",
        date(2025, 8, 1),
        issue="two",
        position=2,
        headline="Chile links its northern grid",
        body="Solar power now reaches the capital. Controls on exports of power stay.",
        topics=("energy",),
        regions=("019", "419", "CL"),
        publication="two",
    ),
    document(
        "talks",
        date(2026, 1, 9),
        issue="three",
        headline="Beijing and Washington resume talks",
        takeaway="Little will come of it.",
        body="Negotiators from both sides met about export controls and gallium.",
        topics=("economy", "trade", "politics"),
        events=("2026-01-05..2026-01-07", "2025-08-12"),
        ahead=("2026-04-01..2026-04-30", "2030-01-01..2030-12-31"),
        regions=("142", "030", "CN", "019", "021", "US"),
    ),
    document(
        "quiet",
        date(2026, 1, 9),
        issue="three",
        position=2,
        headline="A quiet week in Japan",
        ahead=("2026-04-12",),
        regions=("142", "030", "JP"),
    ),
    document(
        "cafe",
        date(2026, 2, 6),
        issue="four",
        headline="Café owners of São Paulo strike",
        regions=("019", "419", "BR"),
    ),
)
CHANGES = tuple(Change(item.id, item) for item in ARCHIVE)
