"""The DOCX reader: converts Word documents to HTML and reads that like any other HTML.

Lists, tables, links and bold leads are therefore treated alike in both formats. Headers, footers, comments
and deleted text are not read.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from archive.document import Document
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.decoding import decode
from archive.readers.docx.paragraph_styles import style_map
from archive.readers.html.inline import clean_text
from archive.readers.html.tree import parse_html
from archive.readers.html.walk import read_page
from archive.readers.zip_members import open_zip, unpack_member

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PROPERTIES_PART = "docProps/core.xml"
_STYLES_PART = "word/styles.xml"
_XML_SUFFIXES = (".xml", ".rels")
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")
_RELATION_REFERENCE = re.compile(rb"""\sr:(?:id|embed|link|pict)=(["'])([^"']*)\1""")
_RELATION_ID = re.compile(rb"""\sId=(["'])([^"']*)\1""")
_PROPERTY_NAMES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "description",
    "{http://purl.org/dc/elements/1.1/}language": "language",
    "{http://purl.org/dc/terms/}created": "created",
}


def read_docx(source: Source, budget: Budget) -> list[Document]:
    """Read a Word document.

    Raises RefusedError where it is damaged or has no text, LimitError where it exceeds a limit.
    """
    parts = _parts(source, budget)
    properties = _properties(parts.get(_PROPERTIES_PART, b""))
    root = parse_html(_html(source, parts))
    _unwrap_cells(root)
    page = read_page(root)
    if not page.blocks:
        raise RefusedError(f"{source.name}: the Word document holds no text; nothing to archive")
    return [
        Document(
            name=source.name,
            media_type=MEDIA_TYPE,
            blocks=page.blocks,
            title=properties.get("title", ""),
            metadata=properties,
            back_matter=page.alts,
        )
    ]


def _parts(source: Source, budget: Budget) -> Mapping[str, bytes]:
    """Return the XML parts by name; all parts are unpacked once, so that the limits are checked."""
    parts = {}
    with open_zip(source) as archive:
        for member in archive.infolist():
            data = unpack_member(archive, member, budget)
            if member.filename.endswith(_XML_SUFFIXES) or _XML.match(data):
                parts[member.filename] = data
    for name, data in parts.items():
        if _declares_entities(data):
            raise RefusedError(
                f"{source.name}: {name} declares XML entities, which no Word document needs; save it again"
            )
    return parts


def _declares_entities(data: bytes) -> bool:
    """Whether XML declares a document type or entities, also where it is in UTF-16."""
    wide = decode(data).text if b"\x00" in data[:200] else ""
    return b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!DOCTYPE" in wide or "<!ENTITY" in wide


def _html(source: Source, parts: Mapping[str, bytes]) -> str:
    styles = style_map(parts.get(_STYLES_PART, b""))
    try:
        try:
            return _convert(source.data, styles)
        except KeyError:  # a link or a picture refers to a missing part
            return _convert(without_dangling_references(parts), styles)
    except Exception as error:
        # The converter raises any kind of error for a faulty document.
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        raise RefusedError(
            f"{source.name}: the Word document is damaged ({what}); open it and save it again"
        ) from error


def _convert(data: bytes, styles: str) -> str:
    import mammoth  # here, as most archives never need it

    pictures = mammoth.images.img_element(_picture_placeholder)
    return str(mammoth.convert_to_html(BytesIO(data), style_map=styles, convert_image=pictures).value)


def _unwrap_cells(root: etree._Element) -> None:
    """Unwrap the single paragraph that Word puts into each cell, so that data tables are recognised."""
    for cell in root.iter("td", "th"):
        if len(cell) == 1 and cell[0].tag == "p":
            cell[0].tag = "span"


def _picture_placeholder(_image: object) -> dict[str, str]:
    return {"src": "cid:picture"}


def _properties(data: bytes) -> dict[str, str]:
    return dict(_properties_in(data)) if data else {}


def _properties_in(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for element in root:
        if element.tag in _PROPERTY_NAMES and (text := clean_text(element.text or "")):
            yield _PROPERTY_NAMES[element.tag], text


def without_dangling_references(parts: Mapping[str, bytes]) -> bytes:
    """Return a DOCX of the XML parts alone, without references that their relations do not define."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, _without_unknown_references(data, parts.get(_relations_of(name), b"")))
    return buffer.getvalue()


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _without_unknown_references(data: bytes, relations: bytes) -> bytes:
    known = {match[2] for match in _RELATION_ID.finditer(relations)}
    return _RELATION_REFERENCE.sub(lambda match: match[0] if match[2] in known else b"", data)
