"""The region tagger: which regions an item is about, how strongly, and which role each has in it.

Names are found (`place_mentions`), judged by the rest of the item (`disambiguation`), and weighed here: by
where they stand (headline, story, lead, takeaway, text), how often, and by the role of each mention
(`region_roles`). A subdivision brings its country along.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from archive.models import Item, Tag
from archive.tagging.disambiguation import Disambiguator, country_of
from archive.tagging.place_mentions import PlaceMention, find_mentions, passages
from archive.tagging.region_roles import RegionRole, strongest
from archive.vocabularies.regions import MIN_STRENGTH, is_subdivision

_DATELINE_ALONE = 0.5


def tag_regions(item: Item) -> tuple[Tag, ...]:
    """The item's regions, the strongest first, with strength 1; the others' strengths are relative to it."""
    mentions = [mention for passage in passages(item) for mention in find_mentions(passage)]
    return _tags(Disambiguator(mentions).meanings()) if mentions else ()


@dataclass(slots=True)
class _Sum:
    """What the mentions of one region come to."""

    points: float = 0.0
    evidence: dict[str, None] = field(default_factory=dict)
    roles: set[RegionRole] = field(default_factory=set)

    def add(self, mention: PlaceMention, role: RegionRole) -> None:
        self.points += mention.weight
        self.evidence[mention.evidence] = None
        self.roles.add(role)


def _tags(placed: Iterable[tuple[PlaceMention, str]]) -> tuple[Tag, ...]:
    sums: dict[str, _Sum] = {}
    counted: set[tuple[int, str]] = set()
    for mention, code in placed:
        sums.setdefault(code, _Sum()).add(mention, mention.role)
        country = (id(mention), country_of(code))
        if is_subdivision(code) and country not in counted:
            role = RegionRole.SCENE if mention.role is RegionRole.ACTOR else mention.role
            sums.setdefault(code[:2], _Sum()).add(mention, role)
        counted.add(country)
    most = max((found.points for found in sums.values()), default=1.0)
    ranked = sorted(sums, key=lambda value: (-sums[value].points, value))
    return tuple(_tag(value, sums[value], most) for value in ranked)


def _tag(value: str, found: _Sum, most: float) -> Tag:
    # The root lets what a long text names once or twice count beside what it names in every sentence.
    strength = sqrt(found.points / most)
    role = strongest(found.roles)
    if role is RegionRole.DATELINE:
        strength = min(strength, MIN_STRENGTH / 2 if most > found.points else _DATELINE_ALONE)
    elif strength < MIN_STRENGTH:
        role = RegionRole.MENTIONED
    return Tag(value, evidence=tuple(found.evidence), strength=round(strength, 3), role=role.value)
