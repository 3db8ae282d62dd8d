"""Factories of small PDF, Word and ZIP files: just enough of each format for a reader to read it."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page, in points from the lower left; `drawn` are further drawing operators."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    url: str = ""
    drawn: str = ""


def pdf_of(pages: Sequence[Sequence[Line]], information: str = "", encryption: str = "") -> bytes:
    """A PDF of A4 pages in Helvetica, or, with `encryption`, one that asks for a password."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects += [_font("Helvetica"), _font("Helvetica-Bold")]
    kids = []
    for page in pages:
        stream = "\n".join(map(_shown, page))
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        links = " ".join(_annotation(line) for line in page if line.url)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Annots [{links}] "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {information} >>")
    return _file(objects, f"/Info {len(objects)} 0 R {encryption}")


LOCKED = (
    "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
)
"""Trailer entries with which a PDF asks for a password that nobody knows."""


def docx_of(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document with this body, and perhaps styles, numbering, relations or properties."""
    given = dict(parts or {})
    relations = given.pop("relations", "")
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{name.rpartition("/")[2].removesuffix(".xml")}+xml"/>'
        for name in given
        if name.startswith("word/")
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="s{number}" Type="{_OFFICE}/{name.rpartition("/")[2].removesuffix(".xml")}" '
            f'Target="{name.removeprefix("word/")}"/>'
            for number, name in enumerate(given)
            if name.startswith("word/")
        )
        + f"{relations}</Relationships>",
        **{name: text.replace("<ROOT>", f'xmlns:w="{_WORD}"') for name, text in given.items()},
    }
    return zip_of({name: text.encode() for name, text in files.items()})


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of a Word document, of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 2, 6, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _shown(line: Line) -> str:
    text = line.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"{line.drawn} BT /F{2 if line.bold else 1} {line.size} Tf {line.x} {line.y} Td ({text}) Tj ET"


def _annotation(line: Line) -> str:
    right = line.x + 0.6 * line.size * len(line.text)
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{line.x} {line.y - 2} {right} {line.y + line.size}] "
        f"/A << /S /URI /URI ({line.url}) >> >>"
    )


def _file(objects: Sequence[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
