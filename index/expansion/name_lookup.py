"""Look-up of the people and organisations that an archive's items name, by what a reader types for them."""

from collections.abc import Mapping
from functools import cached_property

from archive.vocabularies import SHIPPED, Vocabularies
from archive.vocabularies.folding import fold_name

_CLEAR_RATIO = 2.0
"""Of several names with the words typed, one is meant that has so many times the items of the next."""


class NameLookup:
    """The values of one facet of names, and how many items carry each; `kind` is person or organisation.

    Other forms of a name are those that the vocabularies know.
    """

    def __init__(self, kind: str, counts: Mapping[str, int], vocabularies: Vocabularies = SHIPPED) -> None:
        self.kind = kind
        self._counts = counts
        self._vocabularies = vocabularies

    def resolve(self, text: str) -> str | None:
        """The name meant: itself whatever its case and accents, by another form, or by some of its words.

        "xi" means Xi Jinping where no other name with that word stands in nearly as many items.
        """
        folded = fold_name(text)
        if not folded:
            return None
        if found := self._by_name.get(folded):
            return found
        meant = self._vocabularies.names.resolve(self.kind, text)
        if meant and (found := self._by_name.get(fold_name(meant))):
            return found
        return self._by_words(folded.split())

    def _by_words(self, words: list[str]) -> str | None:
        first, *rest = (self._by_word.get(word, frozenset()) for word in words)
        ranked = sorted(first.intersection(*rest), key=lambda name: (-self._counts[name], name))
        if len(ranked) > 1 and self._counts[ranked[0]] < _CLEAR_RATIO * self._counts[ranked[1]]:
            return None
        return ranked[0] if ranked else None

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Folded name → value; of names that fold alike the one that most items carry."""
        return {fold_name(name): name for name in sorted(self._counts, key=self._counts.__getitem__)}

    @cached_property
    def _by_word(self) -> dict[str, frozenset[str]]:
        """Folded word → the values that have it."""
        found: dict[str, set[str]] = {}
        for name in self._counts:
            for word in fold_name(name).split():
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}
