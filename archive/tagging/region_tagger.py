"""The region tagger: which regions an item is about, how strongly, and which role each has in it.

Names are found (`place_mentions`), judged by the rest of the item (`disambiguation`), and weighed here: by
where they stand (headline, story, lead, takeaway, text), how often, and by the role of each mention
(`region_roles`). A subdivision brings its country along.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from archive.models import Item, Tag
from archive.tagging.disambiguation import Disambiguator, country_of
from archive.tagging.place_datelines import has_unnamed_sources, opens_with_a_company, speaks_here
from archive.tagging.place_mentions import PlaceMention, find_mentions, passages
from archive.tagging.region_roles import RegionRole, stronger
from archive.vocabularies.regions import MIN_STRENGTH, is_subdivision

_DATELINE_ALONE = 0.5
_FAINT = MIN_STRENGTH / 2
_FAINT_ROLES = (RegionRole.MENTIONED, RegionRole.DATELINE)


def tag_regions(item: Item) -> tuple[Tag, ...]:
    """The item's regions, the strongest first, with strength 1; the others' strengths are relative to it."""
    mentions = [mention for passage in passages(item) for mention in find_mentions(passage)]
    if not mentions:
        return ()
    placed = Disambiguator(mentions).meanings()
    return _tags(placed, _is_abroad(placed, item))


@dataclass(slots=True)
class _Sum:
    """What the mentions of one region come to."""

    points: float = 0.0
    evidence: dict[str, None] = field(default_factory=dict)
    role: RegionRole = RegionRole.DATELINE
    dated: bool = False
    mentions: int = 0
    prominent: bool = False

    @property
    def passing(self) -> bool:
        """Whether it is named once, after the first sentence, and does not act."""
        return self.mentions == 1 and not self.prominent

    def add(self, mention: PlaceMention, role: RegionRole) -> None:
        self.points += mention.weight
        self.evidence[mention.evidence] = None
        self.role = stronger(self.role, role)
        self.dated = self.dated or role is RegionRole.DATELINE
        if role is not RegionRole.DATELINE:
            self.mentions += 1
            self.prominent |= (
                mention.headed or mention.opens or mention.starts or mention.role is RegionRole.ACTOR
            )


def _tags(placed: Sequence[tuple[PlaceMention, str]], abroad: bool) -> tuple[Tag, ...]:
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    counted: set[tuple[int, str]] = set()
    for mention, code in placed:
        sums[code].add(mention, mention.role)
        country = (id(mention), country_of(code))
        if is_subdivision(code) and country not in counted:
            role = RegionRole.SCENE if mention.role is RegionRole.ACTOR else mention.role
            sums[code[:2]].add(mention, role)
        counted.add(country)
    ranking = _Ranking(sums, abroad)
    ranked = sorted(sums, key=lambda value: (-sums[value].points, value))
    return tuple(ranking.tag(value, sums[value]) for value in ranked)


def _is_abroad(placed: Iterable[tuple[PlaceMention, str]], item: Item) -> bool:
    """Whether the sentence after a dateline is on another country, and nothing speaks for the dateline's.

    Another country acts in it, is the scene or stands first. For the dateline's speak those who are there, a
    company that is the subject, and sources without a country, if no other country is the scene.
    """
    at_home = {country_of(code) for mention, code in placed if mention.role is RegionRole.DATELINE}
    if not at_home:
        return False
    elsewhere = [m for m, code in placed if m.opens and country_of(code) not in at_home]
    begins = any(mention.starts for mention in elsewhere)
    scene = any(mention.role is RegionRole.SCENE for mention in elsewhere)
    if not (begins or scene or any(mention.role is RegionRole.ACTOR for mention in elsewhere)):
        return False
    return not any(
        speaks_here(text)
        or (not begins and opens_with_a_company(text))
        or (not scene and has_unnamed_sources(text))
        for text in (paragraph.text for paragraph in item.paragraphs)
    )


class _Ranking:
    """Gives the regions of an item their strengths, beside each other."""

    def __init__(self, sums: Mapping[str, _Sum], abroad: bool) -> None:
        self._most = max((found.points for found in sums.values()), default=1.0)
        self._abroad = abroad
        self._passing = {code for code, found in sums.items() if found.passing}
        self._only_dated = all(found.role is RegionRole.DATELINE for found in sums.values())
        self._led = any(
            (found.dated and not abroad) or (found.role not in _FAINT_ROLES and code not in self._passing)
            for code, found in sums.items()
        )

    def tag(self, value: str, found: _Sum) -> Tag:
        """The region's tag."""
        # The root lets what a long text names once or twice count beside what it names in every sentence.
        strength, role = sqrt(found.points / self._most), found.role
        if role is RegionRole.DATELINE:
            strength = _FAINT if self._abroad and not self._only_dated else _DATELINE_ALONE
        elif found.dated and not self._abroad:
            strength = max(strength, _DATELINE_ALONE)
        elif self._led and (role is RegionRole.MENTIONED or country_of(value) in self._passing):
            role, strength = RegionRole.MENTIONED, min(strength, _FAINT)
        elif role is RegionRole.MENTIONED and found.points == self._most:
            role = RegionRole.ABOUT
        elif strength < MIN_STRENGTH:
            role = RegionRole.MENTIONED
        return Tag(value, evidence=tuple(found.evidence), strength=round(strength, 3), role=role.value)
