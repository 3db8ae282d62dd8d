"""The parser of the query language: Lucene's syntax as researchers know it, into `index.query.nodes`.

Words side by side must all match; `"a phrase"`, `OR` or `|`, `AND`, `NOT` or `-`, `( )`, `field:value`,
`tari*`, `te?t`, `word~`, `"a b"~5`, `date:2025-03..2025-06`, `after:`, `before:`; a backslash takes the next
character literally. NOT binds tightest, then AND, then OR. `index.query.reference` lists it all,
with examples.

`parse` never fails: it repairs what it cannot read, and describes each repair in a sentence. Its trees are in
normal form: And and Or hold at least two children and none of their own kind, Not never holds Not, Everything
or Nothing, And never holds Everything, and a phrase has two words or more. Repeated words are kept: they
count twice in a score.
"""

import re
import unicodedata
from dataclasses import dataclass

from index import analysis, facet_values, fields
from index.query import date_ranges, lexer, word_nodes
from index.query.lexer import QueryToken, TokenKind
from index.query.nodes import (
    And,
    EventDates,
    Everything,
    Node,
    Or,
    Term,
    Value,
    conjunction,
    disjunction,
    negation,
)
from index.query.unparser import MAX_DEPTH, QUESTION, unparse

__all__ = ["MAX_DEPTH", "MAX_LEAVES", "MAX_LENGTH", "Parsed", "parse", "unparse"]

MAX_LENGTH = 2000
MAX_LEAVES = 64
MAX_NAME_WORDS = 5

_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"(?<!\\)\s{2,}")
_TOO_MANY = f"The query has too many words; only the first {MAX_LEAVES} were used."
_REGION = next(field for field in fields.FACETS if field.name == "region")
_OPERANDS = {TokenKind.WORD, TokenKind.PHRASE, TokenKind.RANGE, TokenKind.OPEN}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree, and a sentence for each repair that parsing needed."""

    node: Node
    repairs: tuple[str, ...] = ()


def parse(text: str, known: facet_values.FacetValues = facet_values.UNRESTRICTED) -> Parsed:
    """Parse a query; `known` has the values that facets may take. Never raises, whatever the text."""
    text = _SPACES.sub(" ", text.strip())
    clean, repairs = _clean(text[:MAX_LENGTH])
    length = min(len(clean), MAX_LENGTH)
    while True:
        parser = _QueryParser(clean[:length], known)
        node = parser.parse()
        over = len(unparse(node)) - MAX_LENGTH
        if over <= 0:
            break
        length -= over
    if length < len(clean) or len(text) > MAX_LENGTH:
        repairs.append(f"The query was too long; only its first {length:,} characters were read.")
    return Parsed(node, (*repairs, *parser.repairs))


def quoted_words(text: str) -> frozenset[str]:
    """The words that stand alone in quotation marks: the user wants them exactly as they are."""
    if not any(sign in text for sign in lexer.QUOTES):
        return frozenset()
    tokens = lexer.tokenize(_clean(text[:MAX_LENGTH])[0])
    return frozenset(t.words[0] for t in tokens if t.kind is TokenKind.PHRASE and len(t.words) == 1)


def _clean(text: str) -> tuple[str, list[str]]:
    """`text` in NFC, without control characters and without a question mark at its end; and the repairs."""
    clean = _CONTROL.sub(" ", unicodedata.normalize("NFC", text)).strip()
    repairs = []
    if _CONTROL.search("".join(text.split())):
        repairs.append("Control characters were left out.")
    if QUESTION.fullmatch(clean) and not lexer.OPERATORS.intersection(clean.split()):
        clean = clean.removesuffix("?")
        repairs.append("The question mark at the end was read as punctuation, not as a wildcard.")
    return clean, repairs


class _QueryParser:
    """A recursive-descent parser of one text; it recurses at most MAX_DEPTH brackets deep."""

    def __init__(self, text: str, known: facet_values.FacetValues) -> None:
        self.repairs: dict[str, None] = {}
        self._known = known
        self._tokens = list(lexer.tokenize(text))
        self._position = 0
        self._leaves = 0
        self._depth = 0
        self._skipped_brackets = 0  # open ones beyond MAX_DEPTH, whose closing ones are to be skipped too

    def parse(self) -> Node:
        """The tree of the whole text; Everything where no part of it can be searched for."""
        node = self._disjunction("")
        if node is None and self._tokens:
            self._note("The query has no word to search for; everything is shown.")
        return Everything() if node is None else node

    def _disjunction(self, field: str) -> Node | None:
        groups: list[list[Node]] = [[]]
        pending = False
        while (token := self._peek()) and not (token.kind is TokenKind.CLOSE and self._closes_group()):
            if token.kind is TokenKind.CLOSE:
                self._position += 1
            elif token.kind in (TokenKind.AND, TokenKind.OR):
                self._position += 1
                if pending or not groups[-1]:
                    self._note_lone_operator(token.kind)
                    continue
                pending = True
                if token.kind is TokenKind.OR:
                    groups.append([])
            elif (operand := self._operand(field)) is not None:
                groups[-1].append(operand)
                pending = False
        if pending:
            self._note_lone_operator(TokenKind.AND if groups[-1] else TokenKind.OR)
        whole = [conjunction(group) for group in groups if group]
        return disjunction(whole) if whole else None

    def _closes_group(self) -> bool:
        """Whether the current closing bracket ends the innermost group."""
        if self._skipped_brackets:
            self._skipped_brackets -= 1
        elif self._depth:
            return True
        else:
            self._note("A closing bracket without an opening one was left out.")
        return False

    def _operand(self, field: str) -> Node | None:
        """A word, phrase or group with the operators and fields before it; None if it has no meaning."""
        negated, nodes = False, list[Node | None]()
        while (token := self._peek()) and self._is_prefix(token):
            self._position += 1
            if token.kind is TokenKind.NOT:
                negated = not negated
            elif token.kind is TokenKind.FIELD:
                field = token.text
            elif token.kind is TokenKind.UNKNOWN_FIELD:
                nodes.append(self._unknown_field(token.text))
        if token and token.kind in _OPERANDS:
            nodes.append(self._primary(field))
        else:
            self._note_dangling(self._tokens[self._position - 1])
        return self._conjunction([node for node in nodes if node is not None], negated)

    def _is_prefix(self, token: QueryToken) -> bool:
        """Whether `token` belongs to the operand after it, as does a bracket beyond MAX_DEPTH."""
        if token.kind is TokenKind.OPEN and self._depth == MAX_DEPTH:
            self._note(f"Brackets nest more than {MAX_DEPTH} deep; the inner ones were left out.")
            self._skipped_brackets += 1
            return True
        return token.kind in (TokenKind.NOT, TokenKind.FIELD, TokenKind.UNKNOWN_FIELD)

    def _conjunction(self, nodes: list[Node], negated: bool) -> Node | None:
        if not nodes:
            return None
        node = conjunction(nodes)
        if not negated:
            return node
        if (
            isinstance(node, And) and self._depth == MAX_DEPTH
        ):  # its canonical text would need one bracket more
            return conjunction(map(negation, node.children))
        return negation(node)

    def _primary(self, field: str) -> Node | None:
        token = self._tokens[self._position]
        self._position += 1
        if token.kind is TokenKind.OPEN:
            return self._group(field)
        return self._within_leaf_limit(self._leaf(token, field)) if self._has_leaf_left() else None

    def _has_leaf_left(self) -> bool:
        if self._leaves >= MAX_LEAVES:
            self._note(_TOO_MANY)
        return self._leaves < MAX_LEAVES

    def _within_leaf_limit(self, node: Node | None) -> Node | None:
        """`node` without the children that take the query over MAX_LEAVES."""
        if not isinstance(node, And | Or):
            self._leaves += node is not None
            return node
        room = MAX_LEAVES - self._leaves
        if len(node.children) > room:
            self._note(_TOO_MANY)
        kept = node.children[:room]
        self._leaves += len(kept)
        return conjunction(kept) if isinstance(node, And) else disjunction(kept)

    def _group(self, field: str) -> Node | None:
        start = self._position
        self._depth += 1
        node = self._disjunction(field)
        self._depth -= 1
        if self._position == start and self._peek():
            self._note("An empty pair of brackets was left out.")
        if closing := self._peek():
            self._position += 1
            if closing.boost:
                self._note(word_nodes.boost_note(closing.boost))
        else:
            self._note("A bracket was not closed; it was taken to close at the end.")
        return node

    def _leaf(self, token: QueryToken, field: str) -> Node | None:
        if field and not analysis.words(token.text):
            asked = word_nodes.quoted(f"{field}:{token.text}")
            self._note(f"{asked} asks for nothing in particular and was left out.")
            return None
        if token.kind is TokenKind.RANGE:
            return self._date_range(token.words[0], token)
        if field in lexer.DATE_FIELDS:
            return self._date_range(field, token)
        if field == lexer.MEMBERS:
            return self._members(token)
        found = fields.find_field(field)
        if found and found.kind is fields.FieldKind.DATE_RANGE:
            return self._date_range(found.name, token)
        if found and found.kind is fields.FieldKind.FACET:
            return self._facet_value(found, token)
        return self._text(token, field)

    def _text(self, token: QueryToken, field: str) -> Node | None:
        if token.kind is not TokenKind.PHRASE:
            return word_nodes.word_node(token, field, self._note)
        if not token.closed:
            self._note("A quotation mark was not closed; the phrase was taken to run to the end.")
        return word_nodes.phrase_node(token, field, self._note)

    def _date_range(self, field: str, token: QueryToken) -> Node | None:
        try:
            dates = date_ranges.parse_dates(field, token.text)
        except date_ranges.DateRangeError:
            self._note(
                f"{word_nodes.quoted(token.text)} is not a date; it was searched for as text. "
                "Dates are written 2025, 2025-03, 2025-03-04 or 2025-03..2025-06."
            )
            return self._text(token, "")
        if dates.first and dates.last and dates.first > dates.last:
            self._note(f"The dates of {word_nodes.quoted(token.text)} were put in order.")
            dates = date_ranges.parse_dates(field, date_ranges.swap_ends(token.text))
        return dates if field in lexer.DATE_FIELDS else EventDates(dates.first, dates.last, field)

    def _facet_value(self, facet: fields.Field, token: QueryToken) -> Node | None:
        if value := self._resolved_value(facet, token):
            if facet.name in facet_values.NAME_FACETS and value.casefold() != token.text.casefold():
                self._note_interpretation(facet, value)
            return Value(facet.name, value)
        node = self._text(token, "")
        if node is not None:
            name = word_nodes.quoted(token.text)
            self._note(f"No {facet.label.lower()} is called {name}; it was searched for as text.")
        return node

    def _members(self, token: QueryToken) -> Node | None:
        """Items on any country of the bloc that the word or phrase names."""
        if countries := facet_values.bloc_members(self._resolved_value(_REGION, token) or ""):
            return disjunction(Value(_REGION.name, country) for country in countries)
        self._note(f"No bloc is called {word_nodes.quoted(token.text)}; it was searched for as text.")
        return self._text(token, "")

    def _resolved_value(self, facet: fields.Field, token: QueryToken) -> str | None:
        """The value that the word or phrase names, together with the words after it if that is a name."""
        value = self._known.resolve(facet.name, token.text)
        if value == token.text or token.kind is not TokenKind.WORD:
            return value
        words = [token.text]
        for following in self._tokens[self._position : self._position + MAX_NAME_WORDS - 1]:
            if following.kind is not TokenKind.WORD:
                break
            words.append(following.text)
        for count in range(len(words), 1, -1):
            name = " ".join(words[:count])
            if longer := self._known.resolve(facet.name, name):
                self._position += count - 1
                if facet.name not in facet_values.NAME_FACETS:
                    self._note_interpretation(facet, name)
                return longer
        return value

    def _note_interpretation(self, facet: fields.Field, name: str) -> None:
        self._note(f"The {facet.label.lower()} was taken to be {word_nodes.quoted(name)}.")

    def _unknown_field(self, name: str) -> Node | None:
        self._note(f"There is no field {word_nodes.quoted(name)}; it was searched for as a word.")
        return self._within_leaf_limit(Term(name)) if self._has_leaf_left() else None

    def _note_dangling(self, last: QueryToken) -> None:
        if last.kind is TokenKind.NOT:
            self._note("A ‘NOT’ or ‘-’ with nothing to exclude was left out.")
        elif last.kind is TokenKind.FIELD:
            self._note(f"{word_nodes.quoted(last.text + ':')} with nothing to look for was left out.")

    def _note_lone_operator(self, kind: TokenKind) -> None:
        self._note(f"‘{kind.name}’ needs something on both sides; it was left out.")

    def _peek(self) -> QueryToken | None:
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _note(self, repair: str) -> None:
        self.repairs[repair] = None
