"""Furniture: the lines of an issue that are not news, found by their words and their place.

Greetings to subscribers, share and unsubscribe links, sponsors, tables of contents, imprints.
"""

import re
from collections.abc import Sequence

from archive.document import Block, BlockKind
from archive.splitting.furniture.small_print import is_postal_line, small_print_start
from archive.splitting.outline import is_prose

_FURNITURE = re.compile(
    r"""\b(
        unsubscribe | opt[ -]out\ of | (manage|update|change)\ (your\ )?(e-?mail\ )?(preferences|subscription)
      | (view|read|open)\ (this|it|the)?\ ?(e-?mail|message|issue|newsletter)?\ ?(in|on)\ (your|a|the)
        \ (web\ )?browser
      | (view|read|open)\ (this\ )?as\ (a\ )?web\ ?page
      | (view|read)\ (online|in\ browser|on\ the\ web) | (read|open)\ in\ (the\ )?app | (web|online)\ version
      | trouble\ (viewing|reading)
      | forward(ed)?\ (this|it\b|to\ a\ friend) | tweet\ (this|us) | follow\ us | join\ us\ on
      | because\ you\ (have\ )?(subscribed|signed\ up|registered|opted\ in)
      | share\ (it|this)\ with | follow\ us
      | abbestellen | abmelden | im\ browser\ (ansehen|öffnen|anzeigen|lesen) | folgen\ sie\ uns
      | alle\ rechte\ vorbehalten | se\ désabonner | désinscri\w* | suivez-nous
      | tous\ droits\ réservés
      | dans\ (le|votre)\ navigateur | dar(se|te)?\ de\ baja | cancelar\ (la\ |tu\ |su\ )?suscripción
      | síguenos | en\ (el|su|tu)\ navegador | todos\ los\ derechos\ reservados | cancelar\ (a\ )?inscrição
      | todos\ os\ direitos\ reservados | disiscri\w* | annulla\ l['’]iscrizione
      | tutti\ i\ diritti\ riservati
      | uitschrijven | afmelden
      | subscribe\ (for\ free|now|today|here) | (support|share)\ (my|our)\ work
      | (receiv(ed|ing)|getting)\ this\ (e-?mail|message|newsletter)
      | all\ rights\ reserved | privacy\ policy | terms\ of\ (use|service) | was\ sent\ to\ \S+@
    )\b | © \s* \d{4} | \(c\)\ \d{4}""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE_LINE = re.compile(
    r"""\b(
        subscribe | subscriber | sign\ up | share\ (this|on|via|with|→)\b | like\ this\?
      | copyright | powered\ by | donate | view\ on | missed\ (a|an|last|yesterday)\b.*\?
      | (see|read)\ (the\ )?(previous|past|last|next)
      | sponsor(ed)?\ by | advertisement | (made|edited|written|compiled|published)\ by
      | contact\ us | reply\ to\ this | thanks\ for\ reading | leave\ a\ comment | (?<!\w\ )privacy
      | discuss(\ this)?\ on | sent\ to\ you\ by
      | (is|are)\ (published|sent|(e-?)?mailed|delivered|produced)\ (every|each|twice|daily|weekly|monthly)
      | erscheint\ (jeden|jede|täglich|wöchentlich|monatlich) | paraît\ (chaque|tous|toutes)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE_HEADING = re.compile(
    r"""^\W*(
        (our|this\ week's|today's)?\ ?sponsors? | sponsored(\ by.*|\ content)? | advertisements?
      | (table\ of\ )?contents | in\ (this|today's)\ (issue|edition|newsletter) | unsubscrib(e|ing)
      | subscribe | imprint | disclaimer | (a\ message\ from|presented\ by|brought\ to\ you\ by)\b.*
      | about\ (us|this\ (newsletter|briefing|publication)) | follow\ us | share(\ this(\ .{0,12})?)?
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_FORWARDED = re.compile(
    r"^\W*(forwarded message|original message|begin forwarded message:?|weitergeleitete nachricht"
    r"|message transféré|mensaje reenviado)\W*(from:|$)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"^\W*(from|to|cc|date|sent|subject|reply-to|von|an|datum|gesendet|betreff|de|à|objet|para|asunto)\s*:\W*\s",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(hello|hi|dear|welcome|greetings|good (morning|afternoon|evening)|happy)\b[^.!?]{0,80}[.!?,]?$",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(
    r"^\W*(none|no|nothing|n/?a|not?\s+\w+\s+(to\s+report|this\s+week)|null)\b(.{0,30}\b(week|month|day|issue|time|edition)\b)?\W*$",
    re.IGNORECASE,
)
_MAX_FURNITURE_LENGTH = 400  # characters; a longer paragraph is news whatever its words
_MAX_LINE_LENGTH = 80  # characters
_MAX_SIGNATURE_LINES = 6
_MAX_ADDRESS_WORDS = 6
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|(tel|phone)\b\W*\+?[\d ()/-]{7,}", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or) [A-ZÀ-Þ][\w.'’-]*"
    r"(,? (and|und|et|y|e|&|de|van|von|der|[A-ZÀ-Þ][\w.'’-]*),?){0,9}"
)
_SIGN_OFF = re.compile(
    r"(with )?((kind|best|warm|many) )?(regards|wishes|thanks)|yours( \w+)?|(sincerely|faithfully)( yours)?"
    r"|cheers|all the best|until next (week|time)|see you next (week|time)",
    re.IGNORECASE,
)
_MAX_MENU_WORDS = 2
_LOOK_BACK = 3  # blocks
_WORDLESS = re.compile(r"[^\w]*")


def is_furniture(block: Block) -> bool:
    """Whether a block is a rule, has no words, or is about the publication itself."""
    if block.kind is BlockKind.RULE or _WORDLESS.fullmatch(block.text):
        return True
    if block.kind is BlockKind.HEADING or len(block.text) > _MAX_FURNITURE_LENGTH:
        return False
    if _FURNITURE.search(block.text):
        return True
    is_short_line = len(block.text) <= _MAX_LINE_LENGTH and block.kind is not BlockKind.LIST_ITEM
    return is_short_line and bool(_FURNITURE_LINE.search(block.text) or _BYLINE.fullmatch(block.text))


def is_furniture_text(text: str) -> bool:
    """Whether a text is about the publication itself, by its words alone."""
    return len(text) <= _MAX_FURNITURE_LENGTH and bool(_FURNITURE.search(text))


def is_byline(text: str) -> bool:
    """Whether a text only names its authors ("By Anna Berg")."""
    return bool(_BYLINE.fullmatch(text.strip()))


def is_greeting(block: Block) -> bool:
    """Whether a block only greets the reader."""
    return block.kind is not BlockKind.HEADING and bool(_GREETING.match(block.text))


def is_furniture_heading(text: str) -> bool:
    """Whether a section with this title holds furniture (sponsors, contents, subscription)."""
    return bool(_FURNITURE_HEADING.match(text))


def says_nothing(blocks: Sequence[Block]) -> bool:
    """Whether a section only states that there is no news ("None this week.")."""
    return (
        len(blocks) == 1 and len(blocks[0].text) < _MAX_LINE_LENGTH and bool(_NO_NEWS.match(blocks[0].text))
    )


def is_contents(blocks: Sequence[Block]) -> bool:
    """Whether blocks are a table of contents: several links, all to places within the same page."""
    links = [link for block in blocks for link in block.links]
    return len(links) > 1 and all(link.url.startswith("#") for link in links)


def after_forwarding(blocks: Sequence[Block]) -> int:
    """The number of blocks at the top that a mail program adds above a forwarded message."""
    if not any(_FORWARDED.match(block.text) for block in blocks):
        return 0
    lines = [
        index
        for index, block in enumerate(blocks)
        if _HEADER.match(block.text) or _FORWARDED.match(block.text)
    ]
    return lines[-1] + 1


def split_off_head(blocks: Sequence[Block]) -> int:
    """The number of blocks at the start that are furniture."""
    count = 0
    while count < len(blocks):
        if is_furniture(blocks[count]) or is_greeting(blocks[count]):
            count += 1
        elif menu := _menu_at(blocks, count):
            count += menu
        else:
            break
    return count


def _menu_at(blocks: Sequence[Block], start: int) -> int:
    """The number of entries of a menu ("edit", "history") at `start`: a list of short labels; else 0."""
    end = start
    while end < len(blocks) and blocks[end].kind is BlockKind.LIST_ITEM:
        if len(blocks[end].text.split()) > _MAX_MENU_WORDS:
            return 0
        end += 1
    return end - start if end - start > 1 and end < len(blocks) else 0


def split_off_tail(blocks: Sequence[Block]) -> int:
    """The index of the first block of the closing furniture; the number of blocks if there is none.

    A short line counts as furniture if a rule stands above it or furniture below it.
    """
    end = small_print_start(blocks, is_furniture)
    while end and _is_closing_furniture(blocks, end - 1, above_furniture=end < len(blocks)):
        end -= 1
    return end


def _is_closing_furniture(blocks: Sequence[Block], index: int, *, above_furniture: bool) -> bool:
    block = blocks[index]
    if block.kind is BlockKind.HEADING:
        return len(block.text) <= _MAX_LINE_LENGTH and bool(_FURNITURE.search(block.text))
    if is_postal_line(block) or _is_address(block) or _signs_off(blocks, index):
        return True
    if is_furniture(block) or block.kind is BlockKind.LIST_ITEM:
        return is_furniture(block)
    above = blocks[max(index - _LOOK_BACK, 0) : index]
    after_rule = bool(above) and above[-1].kind is BlockKind.RULE
    is_in_section = bool(above) and above[-1].kind is not BlockKind.HEADING
    among_furniture = is_in_section and any(map(_is_worded_furniture, above))
    among_furniture = among_furniture and block.kind is BlockKind.PARAGRAPH
    below_furniture = bool(above) and _is_worded_furniture(above[-1]) and is_line(block)
    return len(block.text) <= _MAX_LINE_LENGTH and (
        after_rule or below_furniture or (above_furniture and (is_line(block) or among_furniture))
    )


def _is_address(block: Block) -> bool:
    """Whether a line consists of an address or a telephone number, and perhaps a name."""
    is_short = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _MAX_ADDRESS_WORDS
    return is_short and bool(_ADDRESS.search(block.text))


def _signs_off(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is a sign-off ("Kind regards") or one of the few lines of the signature below it."""
    return any(
        _SIGN_OFF.fullmatch(block.text.strip(" ,.!"))
        for block in blocks[max(index - _MAX_SIGNATURE_LINES, 0) : index + 1]
    ) and all(
        block.kind is BlockKind.PARAGRAPH and len(block.text) <= _MAX_LINE_LENGTH for block in blocks[index:]
    )


def _is_worded_furniture(block: Block) -> bool:
    return bool(block.text) and is_furniture(block)


def is_line(block: Block) -> bool:
    """Whether a block is a short line that does not end a sentence."""
    return len(block.text) <= _MAX_LINE_LENGTH and not block.text.rstrip().endswith((".", "!", "?", ":", ";"))


_SPONSOR_LINE = re.compile(
    r"\W*(?:(?:a|this|our)\s+)?(?:(?:special\s+)?(?:message|word)s?\s+from\b.*"
    r"|(?:presented|powered|brought to you|sponsored)\s+by\b.*|(?:in partnership|together)\s+with\b.*"
    r"|sponsored(?:\s+(?:content|post|message))?|advertis?e?ments?|anzeige|werbung|publicité|publicidad"
    r"|our\s+sponsors?|partner\s+content)\W*",
    re.IGNORECASE,
)
_MAX_SPONSOR_LINE_LENGTH = 80
_MAX_SPONSOR_BLOCKS, _MAX_SPONSOR_TEXT_LENGTH = 3, 700


def find_sponsored(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of lines that name a sponsor, and of the advertisement below each."""
    sponsored: set[int] = set()
    for at, block in enumerate(blocks):
        if (
            block.kind is BlockKind.PARAGRAPH
            and len(block.text) <= _MAX_SPONSOR_LINE_LENGTH
            and _SPONSOR_LINE.fullmatch(block.text)
        ):
            sponsored.add(at)
            sponsored.update(_advertisement_below(blocks, at))
    return frozenset(sponsored)


def _advertisement_below(blocks: Sequence[Block], line: int) -> list[int]:
    """The indexes of the short prose right below a line; none if it is too long for an advertisement."""
    below: list[int] = []
    for at in range(line + 1, len(blocks)):
        block = blocks[at]
        if not is_prose(block) or len(below) > _MAX_SPONSOR_BLOCKS or (below and block.lead == block.text):
            break
        below.append(at)
    length = sum(len(blocks[at].text) for at in below)
    ends = not below or below[-1] + 1 == len(blocks) or not is_prose(blocks[below[-1] + 1])
    return below if ends and len(below) <= _MAX_SPONSOR_BLOCKS and length <= _MAX_SPONSOR_TEXT_LENGTH else []
