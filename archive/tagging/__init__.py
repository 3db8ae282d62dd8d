"""Tagging: what items are about, who, where and when; `Tagger` is all that other rooms need."""

from dataclasses import dataclass
from pathlib import Path

from archive.models import Draft
from archive.vocabularies import SHIPPED, Vocabularies


@dataclass(frozen=True, slots=True)
class Tagger:
    """Tags by an archive's vocabularies, and by the learnt model in the file `topic_model` if one is named.

    The first call of `tag` loads the taggers, which takes long, and reads the vocabularies and the model.
    """

    vocabularies: Vocabularies = SHIPPED
    topic_model: Path | None = None

    def tag(self, draft: Draft) -> Draft:
        """The draft with topics, regions, names and event dates in each item; tags that an item has stay.

        Raises TaxonomyError, NamesError or ModelError where a file cannot be used.
        """
        from archive.tagging.tagger import tag

        return tag(draft, self.vocabularies, self.topic_model)


SHIPPED_TAGGER = Tagger()
"""The tagger by the vocabularies that ship."""
