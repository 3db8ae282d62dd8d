"""Items without a printed headline: how they open, in many languages, beside the headline that they get."""

import tomllib
from pathlib import Path

from archive.models import Source
from archive.readers.markdown import read_markdown
from archive.splitting.items import build_item
from archive.splitting.partition import Story

OPENINGS = tomllib.loads((Path(__file__).parent / "openings.toml").read_text(encoding="utf-8"))["opening"]
UNSURE = {"The harbour was closed at 6 p.m."}
"""A name such as that of a day could follow: the two sentences are kept together."""


def _headline(text: str, language: str) -> str:
    [document] = read_markdown(Source("opening.md", "text/markdown", text.encode()))
    return build_item(Story(document.blocks), 1, language).headline


def test_the_headline_of_an_item_without_one_is_its_first_sentence_in_every_language() -> None:
    wrong = {
        opening["headline"]
        for opening in OPENINGS
        if _headline(opening["text"], opening["language"]) != opening["headline"]
    }
    assert wrong == UNSURE


def test_the_openings_are_in_many_languages() -> None:
    assert len({opening["language"] for opening in OPENINGS}) >= 20
