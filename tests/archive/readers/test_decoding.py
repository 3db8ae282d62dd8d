"""Bytes become the text that their writer saw."""

import unicodedata

import pytest

from archive.readers.decoding import codec_name, decode, decode_html

_UNDECLARED = {
    "cp1252": "Le président a déclaré à Paris que l’économie française s’améliore.",
    "cp1250": "Wałęsa powiedział, że przyszłość Polski zależy od współpracy. Źródło: gazeta.",
    "cp1253": "Ο πρόεδρος μίλησε σήμερα στην Αθήνα για την οικονομία.",
    "koi8-r": "Президент встретился сегодня с министрами в Москве.",
    "big5": "新的航線將於四月開通，每天兩班。",
    "gb18030": "新的航线将于四月开通，每天两班。",
    "cp932": "新しい航路が四月に始まり、毎日二便が出る。",
    "utf-16": "Wide characters with their mark.",
    "utf-16-le": "Wide characters without a mark.",
    "utf-8": "Déjà vu — “quoted”.",
}


@pytest.mark.parametrize("encoding", _UNDECLARED)
def test_an_undeclared_charset_is_detected(encoding: str) -> None:
    text = _UNDECLARED[encoding]
    assert decode(text.encode(encoding)).text == text


def test_a_few_accents_are_read_as_latin_letters() -> None:
    assert (
        decode("Der Zug hält ab März auch in Düren.".encode("latin-1")).text
        == "Der Zug hält ab März auch in Düren."
    )


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("us-ascii", "utf-8", "Köln"),
        ("iso-8859-1", "cp1252", "“Köln”"),
        ("x-sjis", "cp932", "港の便り"),
        ("ks_c_5601-1987", "cp949", "항구 소식"),
        ("GB2312", "gb18030", "联通"),
        ("iso-8859-8-i", "iso-8859-8", "שלום"),
        ("unicode-1-1-utf-7", "utf-7", "Hi – there"),
        ("iso-2022-jp", "iso-2022-jp", "港の便り"),
        ("nobody-knows", "utf-8", "Köln"),
        ("base64", "utf-8", "Köln"),
    ],
)
def test_a_declared_charset_means_what_mailers_mean_by_it(declared: str, encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), declared).text == text


def test_a_declaration_that_long_utf8_text_contradicts_is_not_believed() -> None:
    text = "Ein längerer Text über Köln, Düsseldorf, Nürnberg, Fürth, Görlitz, Würzburg und Zürich."
    page = f'<meta charset="windows-1251"><p>{text}</p>'
    assert text in decode_html(page.encode()).text


def test_damaged_utf8_keeps_what_is_whole() -> None:
    decoded = decode("Köln, Düren, Jülich, Zürich, Görlitz".encode() + b" \xff")
    assert decoded.text.startswith("Köln, Düren, Jülich, Zürich, Görlitz")
    assert decoded.lossy


def test_text_is_composed_and_free_of_nuls() -> None:
    text = decode("cafe\u0301\x00".encode()).text
    assert text == "café"
    assert unicodedata.is_normalized("NFC", text)


def test_unknown_and_binary_codecs_have_no_name() -> None:
    assert codec_name("no such thing") == codec_name("hex") == ""
