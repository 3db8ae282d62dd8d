"""Turns a word or a phrase of a query into nodes that match words."""

import re
from collections.abc import Callable

from index import analysis
from index.characters import LETTERS, MARKS, UNSPACED
from index.query.lexer import ESCAPED_MARK, QueryToken
from index.query.nodes import Everything, Fuzzy, Node, Phrase, Prefix, Term, Wildcard, conjunction

MAX_SLOP = 100
MAX_DISTANCE = 2

Note = Callable[[str], None]

_FUZZY = re.compile(r"(?P<word>.+)~(?P<distance>\d*)(?P<rest>\.\d*)?", re.DOTALL | re.ASCII)
_BOOST = re.compile(r"\^\d[\d.]*$", re.ASCII)
_LETTER = rf"[{LETTERS}{UNSPACED}{MARKS}*?]"
_PIECE = re.compile(rf"{_LETTER}+(?:\.{_LETTER}+)*\.?")


def word_node(token: QueryToken, field: str, note: Note) -> Node | None:
    """The node for a word; None for one without a letter or digit, since nothing could match it."""
    if "://" in token.shape:
        return _term(token.text, field)
    token = _without_boost(token, note)
    if token.shape and not token.shape.strip("*"):
        return Everything()
    if (match := _FUZZY.fullmatch(token.shape)) and analysis.words(token.text[: match.end("word")]):
        return _fuzzy(token, match, field, note)
    if "*" in token.shape or "?" in token.shape:
        return _wildcards(token, field, note)
    return _term(token.text, field)


def phrase_node(token: QueryToken, field: str, note: Note) -> Node | None:
    """The node for a phrase; None for one without a letter or digit."""
    if any("*" in shape for shape in token.shapes):
        note("A ‘*’ stands for nothing inside a phrase and was left out.")
    if token.boost:
        note(boost_note(token.boost))
    words = tuple(filter(analysis.words, map(_without_stars, token.words, token.shapes)))
    if len(words) < 2:
        return Term(words[0], field) if words else None
    return Phrase(words, field, _slop(token, note))


def quoted(text: str) -> str:
    """`text` in quotation marks for a message, shortened to 40 characters."""
    return f"‘{text[:40]}…’" if len(text) > 41 else f"‘{text}’"


def boost_note(boost: str) -> str:
    """The note on a boost such as `^2`, which is not supported."""
    return f"Words cannot be given weights; {quoted(boost)} was left out."


def _term(text: str, field: str) -> Term | None:
    return Term(text, field) if analysis.words(text) else None


def _without_boost(token: QueryToken, note: Note) -> QueryToken:
    match = _BOOST.search(token.shape)
    if not match:
        return token
    note(boost_note(match.group()))
    return QueryToken(token.kind, token.text[: match.start()], token.shape[: match.start()])


def _fuzzy(token: QueryToken, match: re.Match[str], field: str, note: Note) -> Node | None:
    end = match.end("word")
    if any(sign in match["word"] for sign in "*?"):
        note(f"A word has either ‘~’ or wildcards; the ‘~’ of {quoted(token.text)} was left out.")
        return _wildcards(QueryToken(token.kind, token.text[:end], match["word"]), field, note)
    distance = _distance(match["distance"] + (match["rest"] or ""), token, note)
    pieces = [piece for piece in _PIECE.findall(_searchable_text(token)[:end]) if analysis.words(piece)]
    if len(pieces) > 1:
        note(_split_note(token, pieces))
    return conjunction(Fuzzy(piece.rstrip("."), distance, field) for piece in pieces)


def _distance(typed: str, token: QueryToken, note: Note) -> int:
    """The number of edits: 1 by default, and for a similarity in Lucene's old syntax (`~0.8`)."""
    if typed in ("", "1", "2"):
        return int(typed or 1)
    distance = 1 if typed.startswith("0") else MAX_DISTANCE
    note(
        f"After ‘~’ stands 1 or 2, the letters that may differ; {quoted(token.text)} was read as ~{distance}."
    )
    return distance


def _wildcards(token: QueryToken, field: str, note: Note) -> Node | None:
    pieces = [piece for piece in _PIECE.findall(_searchable_text(token)) if analysis.words(piece)]
    if len(pieces) > 1:
        note(_split_note(token, pieces))
    return conjunction(_piece(piece, field) for piece in pieces) if pieces else None


def _piece(piece: str, field: str) -> Node:
    plain = re.sub(r"[*?]", "", piece)
    if plain == piece or len(analysis.words(plain)) > 1:
        return Term(plain, field)
    if piece.rstrip("*") == plain:
        return Prefix(plain, field)
    return Wildcard(re.sub(r"\*+", "*", piece), field)


def _split_note(token: QueryToken, pieces: list[str]) -> str:
    read = quoted(" ".join(pieces))
    return f"‘*’, ‘?’ and ‘~’ work on single words; {quoted(token.text)} was read as {read}."


def _searchable_text(token: QueryToken) -> str:
    """The word's text, with each escaped character replaced by a space unless it is a letter or digit."""
    pairs = zip(token.text, token.shape, strict=True)
    return "".join(" " if shape == ESCAPED_MARK and not char.isalnum() else char for char, shape in pairs)


def _without_stars(text: str, shape: str) -> str:
    return "".join(char for char, mark in zip(text, shape, strict=True) if mark != "*")


def _slop(token: QueryToken, note: Note) -> int:
    if token.slop is None:
        return 0
    if not token.slop:
        note('After a phrase, ‘~’ needs a number, as in "a b"~5; the phrase was taken as it stands.')
        return 0
    digits = token.slop.lstrip("0") or "0"
    if len(digits) > 3 or int(digits) > MAX_SLOP:
        note(f"Words can be at most {MAX_SLOP} apart; {quoted(f'~{digits}')} was read as ‘~{MAX_SLOP}’.")
        return MAX_SLOP
    return int(digits)
