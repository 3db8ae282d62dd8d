import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index import analysis

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "analysis.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_text_becomes_these_words_and_stems(case: dict[str, Any]) -> None:
    assert analysis.words(case["text"]) == case["words"]
    assert analysis.terms(case["text"]) == case["terms"]


def test_tokens_know_their_place_in_the_text() -> None:
    text = "«China’s tariffs»"
    assert [text[t.start : t.end] for t in analysis.tokens(text)] == ["China", "tariffs"]


@given(st.text())
def test_tokens_words_and_terms_agree_on_any_text(text: str) -> None:
    tokens = list(analysis.tokens(text))
    assert [t.word for t in tokens] == analysis.words(text)
    assert [t.term for t in tokens] == analysis.terms(text)
    assert all(t.word for t in tokens)
    assert all(analysis.fold(t.word) == t.word for t in tokens)


def test_a_very_long_word_is_cut_alike_everywhere() -> None:
    assert analysis.words("X" * 10_000) == ["x" * analysis.MAX_WORD_LENGTH] == [analysis.fold("x" * 500)]


def test_stemming_in_many_threads_gives_what_one_thread_gives() -> None:
    words = [
        f"{stem}{end}"
        for stem in ("nation", "cultur", "tariff", "negoti")
        for end in ("al", "ing", "ations", "s")
    ]
    plain = Stemmer.Stemmer("english", 0)
    expected = [plain.stemWord(word) for word in words]

    def stems(_: int) -> list[str]:
        return [analysis.stem.__wrapped__(word) for word in words]

    with ThreadPoolExecutor(8) as threads:
        assert all(found == expected for found in threads.map(stems, range(200)))
