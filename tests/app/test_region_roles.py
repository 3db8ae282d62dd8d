"""What part a region has in an item: how `briefings show`, the item's page and the API say it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import settings
from app.web import create_app
from tests.support.command import briefings

ISSUE = """Harbour Weekly

Lisbon, 7 March 2025

Portugal raises its port fees

DUBAI (Reuters) - Portugal will raise its fees for ships built in Spain, its government said on 4 March.
Shippers had asked it to wait until the autumn, and said that the rise is steeper than Morocco's.

The rise signals that the port no longer fears its neighbours, and they may have to follow.

Berth closes for repairs

The third berth closes on 10 March for two weeks, the authority said on Wednesday.

The repair shows how old the quays are, and more of them are likely to be closed before long.
"""
ID = "hw-2025-03-07-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(ISSUE, "utf-8")
    assert briefings(tmp_path / "home", "ingest", str(tmp_path / "harbour.txt")).exit_code == 0
    return tmp_path / "home"


@pytest.fixture
def client(home: Path) -> FlaskClient:
    return create_app(settings.load(str(home))).test_client()


def test_show_tells_strength_part_and_words_of_each_region(home: Path) -> None:
    (line,) = (x for x in briefings(home, "show", ID).stdout.splitlines() if x.startswith("Regions: "))
    told = line.removeprefix("Regions: ").split("; ")
    assert told[0] == "Portugal, acting (Portugal)"
    assert {name: rest.partition(", ")[2] for name, _, rest in (t.partition(" 0.") for t in told[1:])} == {
        "Spain": "the scene (Spain)",
        "Morocco": "only mentioned (Morocco)",
        "United Arab Emirates": "only the dateline (DUBAI)",
        "Dubai": "only the dateline (DUBAI)",
    }


def test_the_page_says_what_part_a_region_has(client: FlaskClient) -> None:
    page = client.get(f"/items/{ID}").get_data(as_text=True)
    assert "Portugal</a>, acting" in page
    assert "Morocco</a>, only mentioned" in page


def test_the_api_gives_role_and_strength(client: FlaskClient) -> None:
    regions = client.get(f"/api/v1/items/{ID}").get_json()["regions"]
    roles = {region["value"]: region["role"] for region in regions}
    assert roles == {"PT": "actor", "ES": "scene", "MA": "mentioned", "AE": "dateline", "AE-DU": "dateline"}
    strengths = [region["strength"] for region in regions]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] == 1


def test_a_search_by_region_leaves_out_items_that_a_region_is_only_the_dateline_of(home: Path) -> None:
    assert ID in briefings(home, "search", "", "--region", "spain", "--json").stdout
    assert ID not in briefings(home, "search", "", "--region", "dubai", "--json").stdout
