"""The file of a segment, byte by byte: damage is told, or it does no harm."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from archive.errors import IndexUnavailableError
from index.columnar import container, segment
from index.columnar.arrays import Array
from index.columnar.container import Container, DamagedError
from index.documents import Change
from index.engine import Results, Search, Similar
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import Fuzzy, Or, Phrase, Prefix, Term
from tests.support.index_documents import CHANGES

REQUESTS = (
    Search(
        Or((Term("gallium"), Phrase(("export", "controls")), Prefix("w"))), facets=("topic", "region", "date")
    ),
    Search(Fuzzy("galium", 2), limit=3),
    Search(facets=("publication",)),
)


def answers(engine: WhooshEngine) -> list[Results]:
    return [engine.search(request) for request in REQUESTS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = WhooshEngine.create(tmp_path / "index")
    engine.apply(CHANGES, 7)
    engine.close()
    return tmp_path / "index"


def _flipped(path: Path, places: range, use: Callable[[int], None]) -> None:
    sound = path.read_bytes()
    for place in places:
        path.write_bytes(sound[:place] + bytes([sound[place] ^ (1 << place % 8)]) + sound[place + 1 :])
        use(place)
    path.write_bytes(sound)


@pytest.mark.parametrize("kind", ["*.seg", "*.toc", "manifest-*"])
@pytest.mark.parametrize("small", [True, False], ids=["checked whole", "checked in part"])
def test_a_flipped_bit_anywhere_is_told_or_harmless(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, small: bool
) -> None:
    engine = WhooshEngine(folder)
    expected = answers(engine)
    engine.close()
    monkeypatch.setattr(segment, "MAX_FULLY_CHECKED_BYTES", 1 << 20 if small else 0)
    path = next(folder.glob(kind))
    told = 0

    def ask(place: int) -> None:
        nonlocal told
        damaged = WhooshEngine(folder)
        try:
            found = answers(damaged)
            damaged.similar(Similar("gallium"))
            list(damaged.fingerprints())
            assert found == expected or not (small or _in_header(path, place))
            damaged.verify()
        except IndexUnavailableError as error:
            told += "run `briefings reindex`" in str(error)
        damaged.close()

    places = range(0, path.stat().st_size, 1 + path.stat().st_size // 400)
    _flipped(path, places, ask)
    assert told == len(places)


def _in_header(path: Path, place: int) -> bool:
    return place < int(np.frombuffer(path.read_bytes()[8:12], "<u4")[0]) + 16 or path.suffix != ".seg"


@pytest.mark.parametrize(
    "part", ["words", "stems", "words_at", "stems_at", "lists", "starts", "places", "lengths"]
)
def test_a_changed_dictionary_is_told_when_a_large_file_is_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(segment, "MAX_FULLY_CHECKED_BYTES", 0)
    path = next(folder.glob("*.seg"))
    row = Container(path)._entries[f"body.{part}"]
    _flipped(
        path, range(row.offset, row.end, 7), lambda _: _assert_told(folder, f"body.{part} in .* has changed")
    )


def _assert_told(folder: Path, complaint: str) -> None:
    engine = WhooshEngine(folder)
    with pytest.raises(IndexUnavailableError, match=complaint):
        engine.search(Search())
    engine.close()


@pytest.mark.parametrize("part", ["docs", "frequencies", "positions"])
def test_damaged_postings_are_not_merged_into_sound_ones(
    folder: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(segment, "MAX_FULLY_CHECKED_BYTES", 0)
    path = next(folder.glob("*.seg"))
    row = Container(path)._entries[f"body.{part}"]
    data = bytearray(path.read_bytes())
    data[row.offset] ^= 1
    path.write_bytes(data)
    engine = WhooshEngine(folder)
    with pytest.raises(IndexUnavailableError, match=f"body.{part} in .* has changed"):
        engine.apply(CHANGES, 8)
    engine.close()


def test_a_commit_is_seen_after_the_folder_has_been_quiet(folder: Path) -> None:
    reader, writer = WhooshEngine(folder), WhooshEngine(folder)
    reader.search(Search())
    os.utime(folder, ns=(0, 10**18))
    assert reader.search(Search()).total == reader.search(Search()).total == 7
    writer.apply([Change("cafe", None)], 8)
    assert (reader.search(Search()).total, reader.revision) == (6, 8)
    reader.close()
    writer.close()


def test_arrays_come_back_as_they_were_written(tmp_path: Path) -> None:
    arrays: dict[str, Array] = {
        "a": np.arange(5, dtype=np.uint8),
        "none": np.empty(0, np.uint32),
        "b.c": np.array([-1, 1 << 40], ">i8"),
    }
    with (tmp_path / "file").open("wb") as file:
        size, _ = container.write_container(file, 3, arrays)
    read = Container(tmp_path / "file")
    assert (tmp_path / "file").stat().st_size == size
    assert read.documents == 3
    for name, array in arrays.items():
        assert read[name].tolist() == array.tolist()
        assert not read[name].flags.writeable
    assert "a" in read
    assert "z" not in read


@pytest.mark.parametrize("kept", [0, 5, 15, 16, 100, -64, -1])
def test_a_file_cut_short_is_damage(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        container.write_container(file, 1, {"a": np.arange(100)})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedError):
        Container(path)
