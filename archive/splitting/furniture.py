"""Furniture: the lines of an issue that are no news, and where they stand.

Greetings to subscribers, share and unsubscribe links, sponsors, tables of contents, imprints.
"""

import re
from collections.abc import Sequence

from archive.document import Block, BlockKind
from archive.splitting.outline import is_prose

_FURNITURE = re.compile(
    r"""\b(
        unsubscribe | opt[ -]out\ of | (manage|update|change)\ (your\ )?(e-?mail\ )?(preferences|subscription)
      | (view|read|open)\ (this|it|the)?\ ?(e-?mail|message|issue|newsletter)?\ ?(in|on)\ (your|a|the)
        \ (web\ )?browser
      | view\ (online|in\ browser|on\ the\ web) | (read|open)\ in\ (the\ )?app | (web|online)\ version
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
_NOTHING = re.compile(
    r"^\W*(none|no|nothing|n/?a|not?\s+\w+\s+(to\s+report|this\s+week)|null)\b(.{0,30}\b(week|month|day|issue|time|edition)\b)?\W*$",
    re.IGNORECASE,
)
_LONGEST_LINE = 400  # a longer paragraph says something, whatever words it has
_SHORT_LINE = 80
_SIGNATURE = 6
_ADDRESS_WORDS = 6
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|(tel|phone)\b\W*\+?[\d ()/-]{7,}", re.IGNORECASE)
_BYLINE = re.compile(
    r"(By|Von|Par|Por) [A-ZÀ-Þ][\w.'’-]*(,? (and|und|et|y|e|&|de|van|von|der|[A-ZÀ-Þ][\w.'’-]*),?){0,9}"
)
_SIGN_OFF = re.compile(
    r"(with )?((kind|best|warm|many) )?(regards|wishes|thanks)|yours( \w+)?|(sincerely|faithfully)( yours)?"
    r"|cheers|all the best|until next (week|time)|see you next (week|time)",
    re.IGNORECASE,
)
_LABEL_WORDS = 2
_NEARBY = 3
_WORDLESS = re.compile(r"[^\w]*")


def is_furniture(block: Block) -> bool:
    """Whether a block is a rule or a line about the publication rather than in it."""
    if block.kind is BlockKind.RULE or _WORDLESS.fullmatch(block.text):
        return True
    if block.kind is BlockKind.HEADING or len(block.text) > _LONGEST_LINE:
        return False
    if _FURNITURE.search(block.text):
        return True
    is_short_line = len(block.text) <= _SHORT_LINE and block.kind is not BlockKind.LIST_ITEM
    return is_short_line and bool(_FURNITURE_LINE.search(block.text) or _BYLINE.fullmatch(block.text))


def is_furniture_text(text: str) -> bool:
    """Whether the words of a paragraph alone tell that it is about the publication."""
    return len(text) <= _LONGEST_LINE and bool(_FURNITURE.search(text))


def is_greeting(block: Block) -> bool:
    """Whether a block only greets the reader."""
    return block.kind is not BlockKind.HEADING and bool(_GREETING.match(block.text))


def is_furniture_heading(text: str) -> bool:
    """Whether a section of this name holds furniture (sponsors, contents, subscription)."""
    return bool(_FURNITURE_HEADING.match(text))


def says_nothing(blocks: Sequence[Block]) -> bool:
    """Whether a section only says that it has nothing to say ("None this week.")."""
    return len(blocks) == 1 and len(blocks[0].text) < _SHORT_LINE and bool(_NOTHING.match(blocks[0].text))


def is_contents(blocks: Sequence[Block]) -> bool:
    """Whether blocks are a table of contents: several links, all to places within the same page."""
    links = [link for block in blocks for link in block.links]
    return len(links) > 1 and all(link.url.startswith("#") for link in links)


def after_forwarding(blocks: Sequence[Block]) -> int:
    """How many blocks at the top are what a mail program writes above a forwarded message."""
    if not any(_FORWARDED.match(block.text) for block in blocks):
        return 0
    lines = [
        index
        for index, block in enumerate(blocks)
        if _HEADER.match(block.text) or _FORWARDED.match(block.text)
    ]
    return lines[-1] + 1


def split_off_head(blocks: Sequence[Block]) -> int:
    """How many blocks at the start are furniture."""
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
    """How many entries of a menu ("edit", "history") stand from `start` on: a list of short labels."""
    end = start
    while end < len(blocks) and blocks[end].kind is BlockKind.LIST_ITEM:
        if len(blocks[end].text.split()) > _LABEL_WORDS:
            return 0
        end += 1
    return end - start if end - start > 1 and end < len(blocks) else 0


def split_off_tail(blocks: Sequence[Block]) -> int:
    """The index from which on everything is furniture.

    A short line counts as furniture where furniture already stands below it or a rule above it.
    """
    end = len(blocks)
    while end and _ends_the_issue(blocks, end - 1, seen=end < len(blocks)):
        end -= 1
    return end


def _ends_the_issue(blocks: Sequence[Block], index: int, *, seen: bool) -> bool:
    block = blocks[index]
    if block.kind is BlockKind.HEADING:
        return False
    if _is_address(block) or _signs_off(blocks, index):
        return True
    if is_furniture(block) or block.kind is BlockKind.LIST_ITEM:
        return is_furniture(block)
    above = blocks[max(index - _NEARBY, 0) : index]
    after_rule = bool(above) and above[-1].kind is BlockKind.RULE
    amid = block.kind is BlockKind.PARAGRAPH and bool(above) and above[-1].kind is not BlockKind.HEADING
    amid = amid and any(map(_is_worded_furniture, above))
    below_furniture = bool(above) and _is_worded_furniture(above[-1]) and is_line(block)
    return len(block.text) <= _SHORT_LINE and (
        after_rule or below_furniture or (seen and (is_line(block) or amid))
    )


def _is_address(block: Block) -> bool:
    """Whether a line is there for an address or a number, with a name at most."""
    is_short = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _ADDRESS_WORDS
    return is_short and bool(_ADDRESS.search(block.text))


def _signs_off(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line says good-bye, or is one of the few lines below it that say who does."""
    return any(
        _SIGN_OFF.fullmatch(block.text.strip(" ,.!"))
        for block in blocks[max(index - _SIGNATURE, 0) : index + 1]
    ) and all(
        block.kind is BlockKind.PARAGRAPH and len(block.text) <= _SHORT_LINE for block in blocks[index:]
    )


def _is_worded_furniture(block: Block) -> bool:
    return bool(block.text) and is_furniture(block)


def is_line(block: Block) -> bool:
    """Whether a block is a short line that ends no sentence."""
    return len(block.text) <= _SHORT_LINE and not block.text.rstrip().endswith((".", "!", "?", ":", ";"))


_SPONSOR_LINE = re.compile(
    r"\W*(?:(?:a|this|our)\s+)?(?:(?:special\s+)?(?:message|word)s?\s+from\b.*"
    r"|(?:presented|powered|brought to you|sponsored)\s+by\b.*|(?:in partnership|together)\s+with\b.*"
    r"|sponsored(?:\s+(?:content|post|message))?|advertis?e?ments?|anzeige|werbung|publicité|publicidad"
    r"|our\s+sponsors?|partner\s+content)\W*",
    re.IGNORECASE,
)
_LONGEST_SPONSOR_LINE = 80
_MOST_SPONSOR_BLOCKS, _LONGEST_SPONSOR_TEXT = 3, 700


def find_sponsored(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of lines that name a sponsor, and of what stands below each up to the next headline."""
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if (
            block.kind is BlockKind.PARAGRAPH
            and len(block.text) <= _LONGEST_SPONSOR_LINE
            and _SPONSOR_LINE.fullmatch(block.text)
        ):
            found.add(at)
            found.update(_below(blocks, at))
    return frozenset(found)


def _below(blocks: Sequence[Block], line: int) -> list[int]:
    """The short prose right below a line; nothing where it is too much to be an advertisement."""
    below: list[int] = []
    for at in range(line + 1, len(blocks)):
        block = blocks[at]
        if not is_prose(block) or len(below) > _MOST_SPONSOR_BLOCKS or (below and block.lead == block.text):
            break
        below.append(at)
    told = sum(len(blocks[at].text) for at in below)
    ends = not below or below[-1] + 1 == len(blocks) or not is_prose(blocks[below[-1] + 1])
    return below if ends and len(below) <= _MOST_SPONSOR_BLOCKS and told <= _LONGEST_SPONSOR_TEXT else []
