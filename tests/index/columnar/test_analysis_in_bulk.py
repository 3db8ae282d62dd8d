"""The fast way to the words of a text gives what `index.analysis` and the schema's analyzers give."""

from array import array
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index import analysis, whoosh_schema
from index.columnar.chunks import Chunks
from index.columnar.gathering import Gathering, row_of
from index.columnar.inverting import Dictionary
from index.columnar.vocabulary import Strings
from tests.index.samples import document

PIECES = (
    "China's",
    "U.S.",
    "4.5",
    "’s",
    "'",
    ".",
    " ",
    "\u00ad",
    "\u0301",
    "北京",
    "São",
    "\x1f",
    "\u2028",
    "I'll",
    "İ",
    "ﬁ",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map("".join)
ascii_texts = st.text(st.characters(max_codepoint=127), max_size=60)


def words_of(chunks: Chunks, text: str) -> list[str]:
    numbers = array("I")
    chunks.of(text, numbers)
    sizes, inside = chunks.tables()
    ends = np.cumsum(sizes)
    return [
        chunks.words[n] for number in numbers for n in inside[ends[number] - sizes[number] : ends[number]]
    ]


@given(st.lists(texts | ascii_texts, max_size=4))
def test_any_text_gives_the_words_of_the_analysis(given_texts: list[str]) -> None:
    chunks = Chunks()
    for text in given_texts:
        assert words_of(chunks, text) == analysis.words(text)


@given(texts | ascii_texts)
def test_the_schema_names_analyzers_that_give_the_terms_of_a_segment(text: str) -> None:
    field: Any = whoosh_schema.schema()["body"]
    gathering = Gathering(Chunks())
    gathering.add(row_of(document("a", body=text)))
    arrays = gathering.arrays()
    stems = Strings(arrays["body.stems"], arrays["body.stems_at"])
    expected = sorted({token.text for token in field.analyzer(text, positions=True)})
    assert list(stems) == expected
    assert int(arrays["body.lengths"][0]) == len(analysis.words(text))


@given(st.sets(st.text(min_size=1, max_size=8)))
def test_stems_of_many_words_are_those_of_each(words: set[str]) -> None:
    listed = sorted(words)
    dictionary = Dictionary.of(listed)
    assert [dictionary.stems[n] for n in dictionary.stem_of] == [analysis.stem(word) for word in listed]


def test_a_word_of_nothing_but_accents_is_not_empty() -> None:
    assert analysis.words("\U00011366") == ["\U00011366"]
