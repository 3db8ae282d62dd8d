"""The lexer of queries: words, phrases, fields, operators and brackets.

It is one regular expression that only moves forward, so that it reads any text in linear time. A backslash
takes the next character literally; `QueryToken.shape` is the text with such characters replaced by
ESCAPED_MARK, so that they are not mistaken for syntax.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from index import fields

QUOTES = '"“”„«»'
OPERATORS = frozenset({"AND", "OR", "NOT", "&&"})
DATE_FIELDS = frozenset({"date", "after", "before"})
MEMBERS = "members"
_RANGE_FIELD_NAMES = [name for field in fields.DATE_RANGE_FIELDS for name in (field.name, *field.aliases)]
_RANGED = "|".join([*sorted(DATE_FIELDS), *_RANGE_FIELD_NAMES])
ESCAPED_MARK = "\0"


class TokenKind(Enum):
    """The kinds of tokens."""

    WORD = auto()
    PHRASE = auto()
    RANGE = auto()
    FIELD = auto()
    UNKNOWN_FIELD = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of a query.

    `text` is a word, the name of a field, or a range in our own notation (`2025..2026`); the field of a range
    is its only word (`date` for ranges of the issue's date). `words` are the words of a phrase and `shapes`
    their shapes. `slop` is what follows the `~` after a phrase; None where there is no `~`. `closed` is False
    for a phrase without its closing quotation mark. `boost` is a `^2` after a phrase or a bracket.
    """

    kind: TokenKind
    text: str = ""
    shape: str = ""
    words: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    slop: str | None = None
    closed: bool = True
    boost: str = ""


_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<phrase>[{QUOTES}](?P<inner>(?:\\.|[^\\{QUOTES}])*)\\?(?P<closed>[{QUOTES}])?
        (?:~(?P<slop>\d*))?(?P<boost>\^[\d.]+)?)
    | (?P<open>\()
    | (?P<close>\)(?P<groupboost>\^[\d.]+)?)
    | (?P<or>\|+)
    | (?P<not>[-+!]+(?=[^\W_]|[{QUOTES}(*?\\'‘’#@$€£._]))
    | (?P<range>(?P<rangefield>{_RANGED}):\s?(?P<left>[\[{{])\s*(?P<first>[^\s\]}}]+)\s+TO\s+
        (?P<last>[^\s\]}}]+)\s*(?P<right>[\]}}]))
    | (?P<field>(?P<name>[^\W\d_][\w-]*):(?!//))
    | (?P<word>(?:\\.|[^\s()|{QUOTES}\\])+|\\)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(rf"(?:\\.|[^\s()|{QUOTES}\\])+", re.DOTALL)
_PHRASE_WORD = re.compile(r"(?:\\.|[^\s\\])+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def tokenize(text: str) -> Iterator[QueryToken]:
    """The tokens of `text`, which must hold no control characters."""
    position = 0
    while match := _TOKEN.match(text, position):
        token, position = _token(match)
        if token is not None:
            yield token


def field_name(name: str) -> str:
    """The canonical name of a field, also of "after", "before" and "members"; "" for an unknown one."""
    if name.casefold() in {*DATE_FIELDS, MEMBERS}:
        return name.casefold()
    found = fields.find_field(name)
    return found.name if found else ""


def _token(match: re.Match[str]) -> tuple[QueryToken | None, int]:
    """The token that begins with `match` (None for one without meaning), and the position of its end."""
    match match.lastgroup:
        case "space":
            return None, match.end()
        case "phrase":
            return _phrase(match), match.end()
        case "open" | "close" | "or":
            kind = TokenKind[match.lastgroup.upper()]
            return QueryToken(kind, boost=match["groupboost"] or ""), match.end()
        case "not":
            return _not(match.group()), match.end()
        case "range":
            return _range(match), match.end()
        case "field":
            return _field(match)
    return _word(match.group()), match.end()


def _not(signs: str) -> QueryToken | None:
    """A negation where the number of minus and exclamation marks is odd; plus signs have no effect."""
    return QueryToken(TokenKind.NOT) if len(signs.replace("+", "")) % 2 else None


def _phrase(match: re.Match[str]) -> QueryToken:
    words = _PHRASE_WORD.findall(match["inner"])
    return QueryToken(
        TokenKind.PHRASE,
        text=_unescape(match["inner"]),
        words=tuple(_unescape(word) for word in words),
        shapes=tuple(_shape(word) for word in words),
        slop=match["slop"],
        closed=match["closed"] is not None,
        boost=match["boost"] or "",
    )


def _range(match: re.Match[str]) -> QueryToken:
    """`[a TO b]` as `a..b`; a brace excludes its end, which `<` marks."""
    first = match["first"] + ("<" if match["left"] == "{" else "")
    last = ("<" if match["right"] == "}" else "") + match["last"]
    field = field_name(match["rangefield"])
    words = ("date" if field in DATE_FIELDS else field,)
    return QueryToken(TokenKind.RANGE, text=f"{first}..{last}".replace("*", ""), words=words)


def _field(match: re.Match[str]) -> tuple[QueryToken | None, int]:
    if name := field_name(match["name"]):
        return QueryToken(TokenKind.FIELD, text=name), match.end()
    following = match.string[match.end() : match.end() + 1]
    if following and not following.isspace() and following not in ":/)|":
        return QueryToken(TokenKind.UNKNOWN_FIELD, text=match["name"]), match.end()
    word = _WORD.match(match.string, match.start())
    assert word is not None  # noqa: S101 - a name is a word
    return _word(word.group()), word.end()


def _word(source: str) -> QueryToken:
    shape = _shape(source)
    if shape in OPERATORS:
        return QueryToken(TokenKind.AND if shape == "&&" else TokenKind[shape])
    return QueryToken(TokenKind.WORD, text=_unescape(source), shape=shape)


def _unescape(source: str) -> str:
    return _ESCAPED.sub(r"\1", source)


def _shape(source: str) -> str:
    return _ESCAPED.sub(ESCAPED_MARK, source)
