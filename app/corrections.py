"""Editors' corrections, splits and joins, checked and recorded in the store; for command, API and pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from archive.errors import BadRequestError, NotFoundError
from archive.models import Item, PlacedItem, Tag
from archive.store import Store
from archive.vocabularies import Vocabularies, regions

TEXT_FIELDS = ("headline", "takeaway")
LIST_FIELDS = ("topics", "regions", "people", "organisations")
FIELDS = (*TEXT_FIELDS, *LIST_FIELDS)
"""The fields that can be corrected, as the store names them."""

MAX_TEXT_LENGTH = 2_000
MAX_VALUES = 100

NewValues = Mapping[str, str | Sequence[str] | None]
"""New values by field, None for what the parser said; a field that is not among them stays."""


class EditError(BadRequestError):
    """An edit that cannot be made; the message says why, and what can be."""


@dataclass(frozen=True, slots=True)
class EditResult:
    """An item after an edit, and the fields that it changed."""

    item: Item
    changed: tuple[str, ...]


def correct_field(
    store: Store,
    item_id: str,
    wanted: NewValues,
    editor: str,
    reason: str = "",
    *,
    vocabularies: Vocabularies,
) -> EditResult:
    """Record what differs from what the item says; EditError or NotFoundError, and nothing is changed.

    Topics are those of the vocabularies.
    """
    item = find_item(store, item_id)
    checked = {field: _checked(field, value, vocabularies) for field, value in wanted.items()}
    return _record(store, item, checked, editor, reason)


def withdraw(store: Store, item_id: str, field: str, editor: str, reason: str = "") -> EditResult:
    """Withdraw the corrections of a field, so that what the parser said holds again."""
    item = find_item(store, item_id)
    _check_field(field)
    return _record(store, item, {field: None}, editor, reason)


def split_item(
    store: Store, item_id: str, paragraph: int, headline: str, editor: str, reason: str = ""
) -> str:
    """Split an item before a paragraph, counted from 1; the new item's id. Raises BadRequestError."""
    find_item(store, item_id)
    texts = _one_line(headline, "headline"), _editor_name(editor), _one_line(reason, "reason")
    return store.split(item_id, paragraph, *texts)


def join_items(store: Store, item_id: str, other_id: str, editor: str, reason: str = "") -> None:
    """Append another item of the issue to this one; raises BadRequestError where that cannot be."""
    find_item(store, item_id)
    store.join(item_id, other_id, _editor_name(editor), _one_line(reason, "reason"))


def find_item(store: Store, item_id: str) -> Item:
    """The item of this very id; NotFoundError where it is gone, or became part of another."""
    found = store.item(item_id)
    if not isinstance(found, PlacedItem):
        raise NotFoundError(f"{item_id} was removed and cannot be edited")
    if found.item.id != item_id:
        raise NotFoundError(f"{item_id} has become part of {found.item.id}; edit that")
    return found.item


def current_value(item: Item, field: str) -> str | tuple[str, ...]:
    """The current value of a field of an item, in the form in which corrections are written."""
    value: str | tuple[Tag, ...] = getattr(item, field)
    return value if isinstance(value, str) else tuple(tag.value for tag in value)


def changed_list(now: Sequence[str], asked: Iterable[str], resolve: Callable[[str], str]) -> tuple[str, ...]:
    """A list after `+value` adds, `-value` removes, or unsigned values replace; raises EditError."""
    entries = [entry for entry in map(str.strip, asked) if entry]
    signed = [entry for entry in entries if entry[0] in "+-"]
    if not signed:
        return tuple(dict.fromkeys(map(resolve, entries)))
    if len(signed) != len(entries):
        raise EditError("either every value has a + or - before it, or none has")
    values = dict.fromkeys(now)
    for entry in entries:
        value = resolve(entry[1:].strip())
        if entry[0] == "-" and value not in values:
            raise EditError(f"{value} cannot be taken away: the item has {', '.join(values) or 'none'}")
        values = dict.fromkeys([*values, value]) if entry[0] == "+" else _without(values, value)
    return tuple(values)


def resolver(field: str, vocabularies: Vocabularies) -> Callable[[str], str]:
    """The function that turns a name into a value of a list field, or raises EditError."""
    if field == "topics":
        return partial(_topic, vocabularies)
    return _region if field == "regions" else _person_or_organisation


def _record(
    store: Store, item: Item, checked: Mapping[str, str | tuple[str, ...] | None], editor: str, reason: str
) -> EditResult:
    changed = [
        field for field, value in checked.items() if value is None or value != current_value(item, field)
    ]
    for field in changed:
        store.correct(item.id, field, checked[field], _editor_name(editor), _one_line(reason, "reason"))
    return EditResult(find_item(store, item.id) if changed else item, tuple(changed))


def _check_field(field: str) -> None:
    if field not in FIELDS:
        raise EditError(f"{field} is no field that can be corrected: {', '.join(FIELDS)} are")


def _checked(
    field: str, value: str | Sequence[str] | None, vocabularies: Vocabularies
) -> str | tuple[str, ...] | None:
    _check_field(field)
    if value is None:
        return None
    if isinstance(value, str) != (field in TEXT_FIELDS):
        raise EditError(f"{field} takes {'one text' if field in TEXT_FIELDS else 'a list of values'}")
    if isinstance(value, str):
        text = _one_line(value, field)
        if field == "headline" and not text:
            raise EditError("a headline cannot be empty")
        return text
    if not all(isinstance(each, str) for each in value):
        raise EditError(f"{field} takes a list of texts")
    if len(value) > MAX_VALUES:
        raise EditError(f"{field} takes {MAX_VALUES} values at most")
    return tuple(dict.fromkeys(map(resolver(field, vocabularies), value)))


def _topic(vocabularies: Vocabularies, name: str) -> str:
    value = vocabularies.topics.resolve(name)
    if value is None:
        raise EditError(f"there is no topic {name}; the page /topics lists them")
    return value


def _region(name: str) -> str:
    value = regions.resolve(name)
    if value is None:
        raise EditError(f"there is no region {name}; write a code such as CN or CN-GD, or an English name")
    return value


def _person_or_organisation(name: str) -> str:
    text = _one_line(name, "name")
    if not any(letter.isalpha() for letter in text):
        raise EditError(f"{name!r} is no name")
    return text


def _one_line(text: str, what: str) -> str:
    clean = " ".join(text.split())
    if len(clean) > MAX_TEXT_LENGTH:
        raise EditError(f"the {what} has {len(clean):,} characters; {MAX_TEXT_LENGTH:,} are the most")
    return clean


def _editor_name(editor: str) -> str:
    name = _one_line(editor, "editor's name")
    if not name:
        raise EditError("an edit needs the name of who makes it")
    return name


def _without(values: dict[str, None], value: str) -> dict[str, None]:
    return {known: None for known in values if known != value}
