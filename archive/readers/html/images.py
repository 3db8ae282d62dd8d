"""Pictures: which alternative texts say something that the text around them may not."""

import re

from lxml import etree

_MAX_ICON_SIDE = 40  # pixels
_EMBEDDED = frozenset({"cid", "mid", "file"})
_FILE_NAME = re.compile(
    r"[^/]*\.(?:png|jpe?g|gif|svg|webp|bmp|avif)|(?:IMG|DSC|DSCN|image|screenshot)[-_ ]?\d[\w.-]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING = frozenset(
    [
        "alt",
        "text",
        "alternative",
        "image",
        "img",
        "picture",
        "pic",
        "photo",
        "foto",
        "bild",
        "imagen",
        "imagem",
        "immagine",
        "icon",
        "logo",
        "banner",
        "header",
        "footer",
        "hero",
        "spacer",
        "pixel",
        "divider",
        "placeholder",
        "thumbnail",
    ]
)


def is_decorative(image: etree._Element) -> bool:
    """Whether a picture is a tracking pixel, an icon, embedded in the mail, or says that it is decoration."""
    sides = [_pixels(image.get(side, "")) for side in ("width", "height")]
    if any(side in (0, 1) for side in sides) or all(0 <= side <= _MAX_ICON_SIDE for side in sides):
        return True
    if image.get("role") in ("presentation", "none") or image.get("aria-hidden") == "true":
        return True
    return image.get("src", "").strip().partition(":")[0].lower() in _EMBEDDED


def is_telling(alt: str) -> bool:
    """Whether an alternative text is more than a file's name or a word such as "image"."""
    words = [word for word in _WORD.findall(alt.lower()) if not word.isdecimal()]
    return not _SAYS_NOTHING.issuperset(words) and _FILE_NAME.fullmatch(alt.strip()) is None


def _pixels(value: str) -> int:
    """A side in pixels, or -1 if it is in something else."""
    value = value.strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdecimal() else -1
