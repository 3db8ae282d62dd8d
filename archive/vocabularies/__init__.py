"""The vocabularies of an archive: topics, names of people and organisations, and regions, which are fixed."""

from dataclasses import dataclass
from pathlib import Path

from archive.vocabularies.names import KnownNames, load_names
from archive.vocabularies.topics import Taxonomy, load_taxonomy


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The topics and the names that an archive goes by, each read from its file when first asked for.

    `topics_file` replaces the topics that ship, `names_file` adds to the names that ship; None for those that
    ship alone. `learnt_file` has the names that the archive taught, once it did. Two values with the same
    files are equal and share what was read.
    """

    topics_file: Path | None = None
    names_file: Path | None = None
    learnt_file: Path | None = None

    @property
    def topics(self) -> Taxonomy:
        """The topics; raises TaxonomyError where the file cannot be used."""
        return load_taxonomy(self.topics_file)

    @property
    def names(self) -> KnownNames:
        """The names; raises NamesError where the file cannot be used."""
        return load_names(self.names_file, self.learnt_file)


SHIPPED = Vocabularies()
"""The vocabularies that ship."""
