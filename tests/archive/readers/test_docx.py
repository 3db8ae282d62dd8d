"""Word documents: links that lead nowhere."""

from archive.models import Source
from archive.readers import read_documents
from tests.support.document_factories import docx_of, paragraph

_LINE = "The quay is open, and the ferry sails again at nine."


def _texts(data: bytes, name: str = "issue") -> list[str]:
    return [block.text for document in read_documents(Source(name, "", data)) for block in document.blocks]


def test_a_link_to_nowhere_in_a_word_document_leaves_its_words() -> None:
    link = '<w:p><w:hyperlink r:id="gone"><w:r><w:t>The quay</w:t></w:r></w:hyperlink></w:p>'
    assert _texts(docx_of(link + paragraph(_LINE))) == ["The quay", _LINE]
