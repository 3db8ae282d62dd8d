"""Bytes to text: by byte order mark, then by declaration, then UTF-8, then by detection."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The codecs that browsers and mailers mean by these names; Python knows narrower ones or none.
_CHARSET_ALIASES = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "ansi_x3.4-1968": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "iso-8859-11": "windows-874",
    "tis-620": "windows-874",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "x-euc-cn": "gb18030",
    "euc-cn": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "logical": "iso-8859-8",
    "visual": "iso-8859-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-user-defined": "windows-1252",
    "iso-ir-100": "windows-1252",
}
_SURROGATES = re.compile("[\ud800-\udfff]")
# Declarations that are often a mere default, so that valid UTF-8 counts for more.
_UNRELIABLE_DECLARATIONS = frozenset({"", "windows-1252", "utf-8"})
_MIN_NON_ASCII_CHARACTERS = 8
_EBCDIC_XML = "<?xml".encode("cp037")
_HEAD_BYTES = 4096
_SAMPLE_BYTES = 65536
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_ISOLATED_NON_ASCII = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_SHIFT_JIS = ("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213")
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text in NFC with LF line ends and without NULs; `lossy` says that characters were replaced."""

    text: str
    encoding: str
    lossy: bool = False


def decode(data: bytes, declared: str = "") -> DecodedText:
    """Decode bytes; `declared` is the charset that a header gave, or "". Never raises."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_with_replacement(data, encoding)
    name = codec_name(declared)
    unicode = _decode_strictly(data, "utf-8")
    if (
        unicode is not None
        and not _encoding_without_mark(data)
        and (name in _UNRELIABLE_DECLARATIONS or _is_surely_utf8(unicode.text))
    ):
        return unicode
    for encoding in [name, _encoding_without_mark(data), "utf-8"]:
        if encoding and (decoded := _decode_strictly(data, encoding)) is not None:
            return decoded
    return _decode_by_detection(data, name)


def decode_html(data: bytes, declared: str = "") -> DecodedText:
    """Decode HTML, which may declare its charset within its first bytes."""
    inner = EncodingDetector.find_declared_encoding(data[:_HEAD_BYTES], is_html=True) or ""
    # A declaration that is readable as ASCII cannot be in UTF-16.
    return decode(data, declared or ("" if inner.startswith("utf-16") else inner))


def codec_name(charset: str) -> str:
    """Return the codec that a charset name means, "" where the name is unknown."""
    name = charset.strip().strip("\"'").lower().replace(" ", "")
    name = _CHARSET_ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return name if getattr(info, "_is_text_encoding", True) else ""


def normalise_text(text: str) -> str:
    """Make line ends LF, compose to NFC and drop NULs, byte order marks and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removeprefix("\ufeff")
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))


def _is_surely_utf8(text: str) -> bool:
    """Whether a text has too many characters beyond ASCII to be valid UTF-8 by chance."""
    return sum(1 for character in text if character > "\x7f") >= _MIN_NON_ASCII_CHARACTERS


def _decode_strictly(data: bytes, encoding: str) -> DecodedText | None:
    """Decode, or return None where a byte is invalid."""
    try:
        return DecodedText(
            normalise_text(data.decode(encoding)), "utf-8" if encoding == "utf-8" else encoding
        )
    except (UnicodeError, ValueError):
        return None


def _decode_with_replacement(data: bytes, encoding: str) -> DecodedText:
    text = data.decode(encoding, errors="replace")
    return DecodedText(normalise_text(text), encoding.removesuffix("-sig"), lossy="\ufffd" in text)


def _encoding_without_mark(data: bytes) -> str:
    """Recognise UTF-16 and UTF-32 without a byte order mark by their zero bytes, and XML in EBCDIC."""
    if data.startswith(_EBCDIC_XML):
        head = data[:_HEAD_BYTES].decode("cp037").encode("ascii", "replace")
        return codec_name(EncodingDetector.find_declared_encoding(head) or "") or "cp037"
    sample = data[:2000]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    zeros = [sample[place::4].count(0) * 4 > 0.9 * len(sample) for place in range(4)]
    if zeros[1] and zeros[2] and zeros[0] != zeros[3]:
        return "utf-32-be" if zeros[0] else "utf-32-le"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _decode_by_detection(data: bytes, declared: str) -> DecodedText:
    """Detect the charset; a declared one that fits nearly is preferred."""
    if declared:
        decoded = _decode_with_replacement(data, declared)
        if decoded.text.count("\ufffd") <= max(3, len(decoded.text) // 100):
            return decoded
    if _is_damaged_utf8(data):
        return _decode_with_replacement(data, "utf-8")
    return _decode_with_replacement(data, _detect_encoding(data[:_SAMPLE_BYTES]))


def _detect_encoding(sample: bytes) -> str:
    """Detect the charset; among equal matches, which the detector sorts by name, prefer windows-1252."""
    matches = list(from_bytes(sample, cp_isolation=list(_LATIN) if _has_isolated_accents(sample) else None))
    if matches and len(_HALF_WIDTH.findall(str(matches[0]))) * 3 > len(sample):
        # Cyrillic bytes are valid Shift JIS: half-width katakana, in which nobody writes whole texts.
        matches = list(from_bytes(sample, cp_exclusion=list(_SHIFT_JIS)))
    if not matches:
        return "windows-1252"
    best = matches[0]
    equals = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    return next((match.encoding for match in equals if match.encoding == "cp1252"), best.encoding)


def _has_isolated_accents(sample: bytes) -> bool:
    """Whether most bytes beyond ASCII stand alone, as accented letters in a Latin charset do."""
    beyond = len(_NON_ASCII.findall(sample))
    return len(_ISOLATED_NON_ASCII.findall(sample)) * 10 >= beyond * 6


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 apart from a few damaged characters."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > 4 * bad
