"""Source items: documents whose source delimits the items, each of which becomes one item of the draft."""

from collections.abc import Callable, Iterable, Sequence

from archive.dates import find_date, find_name_date, guess_date
from archive.derived_headline import derive_headline
from archive.document import Document, SourceItem
from archive.models import SOURCE_EVIDENCE, Draft, Item, Origin, Paragraph, Tag
from archive.splitting.items import paragraphs_of
from archive.splitting.masthead.language import language_of
from archive.splitting.masthead.publication_name import name_of_file, read_name
from archive.splitting.takeaway import mark_takeaways
from archive.vocabularies import Vocabularies, regions


def split_source_items(document: Document, vocabularies: Vocabularies) -> Draft:
    """The draft of a document with source items, whose topics are looked up in the vocabularies."""
    stated = document.metadata.get("date", "")
    day = find_date(stated) or find_name_date(stated)
    from_name = None if day else find_name_date(document.name)
    publication = document.metadata.get("publication", "").strip() or read_name(document.title).publication
    language = language_of(document.metadata, "\n".join(item.text for item in document.source_items))
    items = tuple(
        _item(item, number, language, vocabularies) for number, item in enumerate(document.source_items, 1)
    )
    closing: list[str] = []
    if any(item.blocks for item in document.source_items):
        items, closing = mark_takeaways(items)
    return Draft(
        publication=publication or name_of_file(document.name),
        date=day or from_name,
        items=items,
        date_origin="front matter" if day else "file name" if from_name else "",
        date_guess=None if day or from_name else guess_date(stated),
        place=_shared(items, "place"),
        title=document.title,
        language=language,
        reasons=(
            f"{len(items)} items, told apart by the source",
            _date_reason(stated, bool(day), bool(from_name)),
            *closing,
        ),
        part=document.part,
    )


def _item(source_item: SourceItem, position: int, language: str, vocabularies: Vocabularies) -> Item:
    extra = dict(source_item.extra)
    takeaway = _take_text(extra, "takeaway")
    found_topics, unknown_topics = _tags(source_item.topics, vocabularies.topics.resolve)
    found_regions, unknown_regions = _tags(source_item.regions, regions.resolve)
    unknown = {"topics": unknown_topics, "regions": unknown_regions}
    return Item(
        position=position,
        section=_take_text(extra, "section"),
        story_path=_take_texts(extra, "story_path"),
        headline=source_item.headline or derive_headline(source_item.text),
        paragraphs=_paragraphs(source_item, takeaway),
        takeaway=takeaway,
        url=source_item.url,
        topics=found_topics,
        regions=found_regions,
        language=_take_text(extra, "language") or _take_text(extra, "lang") or language,
        extra=extra | {key: list(names) for key, names in unknown.items() if names},
    )


def _paragraphs(source_item: SourceItem, takeaway: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the text, with the takeaway last if the text does not contain it."""
    if source_item.blocks:
        return paragraphs_of(source_item.blocks)
    texts = [text for text in source_item.text.split("\n\n") if text.strip()]
    if takeaway and takeaway not in texts:
        texts.append(takeaway)
    return tuple(Paragraph(text) for text in texts)


def _tags(
    names: Iterable[str], resolve: Callable[[str], str | None]
) -> tuple[tuple[Tag, ...], tuple[str, ...]]:
    """Tags for the known names, each value once, and the unknown names."""
    found: dict[str, Tag] = {}
    unknown = []
    for name in names:
        value = resolve(name)
        if value:
            found.setdefault(value, Tag(value, Origin.PARSER, SOURCE_EVIDENCE))
        else:
            unknown.append(name)
    return tuple(found.values()), tuple(unknown)


def _take_text(extra: dict[str, object], key: str) -> str:
    """Remove a text from `extra` and return it; a value of another type stays there and gives ""."""
    value = extra.get(key)
    if not isinstance(value, str) or not value.strip():
        return ""
    del extra[key]
    return " ".join(value.split())


def _take_texts(extra: dict[str, object], key: str) -> tuple[str, ...]:
    value = extra.get(key)
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        return ()
    del extra[key]
    return tuple(value)


def _shared(items: Sequence[Item], key: str) -> str:
    """The value of a key that all items share, else ""."""
    values = {value for item in items if isinstance(value := item.extra.get(key, ""), str)}
    return values.pop().strip() if len(values) == 1 else ""


def _date_reason(stated: str, is_stated: bool, is_named: bool) -> str:
    if is_stated:
        return f"dated by the items' own “date”, {stated}"
    if is_named:
        return "dated by the file name"
    return f"no date: the items say “{stated}”" if stated else "no date given"
