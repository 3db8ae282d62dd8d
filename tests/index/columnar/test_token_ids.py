"""The fast way to the words of a text gives what `index.analysis` and the schema's analyzers give."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.columnar import token_hash
from index.columnar.batch import BatchInverter
from index.columnar.document_buffer import DocumentBuffer
from index.columnar.lexicon import Lexicon
from index.columnar.term_dictionary import StringArray, encode_utf8
from index.columnar.token_ids import ChunkTokenizer
from index.engines.whoosh import schema
from tests.support.index_documents import document

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


def words_of(chunks: ChunkTokenizer, lexicon: Lexicon, listed: list[str]) -> list[list[str]]:
    tokens, lengths = chunks.tokens([encode_utf8(text) for text in listed])
    words = [lexicon.words[number] for number in tokens]
    return [words[end - size : end] for end, size in zip(np.cumsum(lengths), lengths, strict=True)]


@pytest.mark.slow
@given(st.lists(texts | ascii_texts, max_size=4))
def test_any_text_gives_the_words_of_the_analysis(given_texts: list[str]) -> None:
    lexicon = Lexicon()
    chunks = ChunkTokenizer(lexicon)
    for _ in range(2):
        assert words_of(chunks, lexicon, given_texts) == [analysis.words(text) for text in given_texts]


@pytest.mark.parametrize("bits", [(1,), (2, 5, 12)])
def test_chunks_that_meet_in_the_table_are_told_apart(
    bits: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_hash, "_TABLE_BITS", bits)
    text = " ".join(f"{'word' * (n % 5 + 1)}{n}" for n in range(300))
    lexicon = Lexicon()
    chunks = ChunkTokenizer(lexicon)
    for _ in range(2):
        assert words_of(chunks, lexicon, [text, "", text]) == [text.split(), [], text.split()]


@given(texts | ascii_texts)
def test_the_schema_names_analyzers_that_give_the_terms_of_a_segment(text: str) -> None:
    field: Any = schema.schema()["body"]
    inverter, buffer = BatchInverter(), DocumentBuffer()
    batch = inverter.invert(buffer.add([document("a", body=text)]))
    arrays = buffer.arrays([batch], inverter.lexicon)
    stems = StringArray(arrays["body.stems"], arrays["body.stems_at"])
    expected = sorted({token.text for token in field.analyzer(text, positions=True)})
    assert list(stems) == expected
    assert int(arrays["body.lengths"][0]) == len(analysis.words(text))


@given(st.sets(st.text(min_size=1, max_size=8)))
def test_stems_of_many_words_are_those_of_each(words: set[str]) -> None:
    listed = sorted(words)
    lexicon = Lexicon()
    for word in listed:
        lexicon.number(word)
        assert lexicon.stems[lexicon.stem_of[-1]] == analysis.stem(word)
    assert [lexicon.stems[number] for number in lexicon.stem_of] == list(map(analysis.stem, listed))


def test_a_word_of_nothing_but_accents_is_not_empty() -> None:
    assert analysis.words("\U00011366") == ["\U00011366"]
