"""Editing an item: the page with its forms, and the same edits for programs under /api/v1."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from app import corrections
from app.corrections import FIELDS, LIST_FIELDS, EditError
from app.views import as_json
from app.views.context import AppContext
from app.views.edit import edit_form_view
from app.views.item import item_page
from app.web import errors
from app.web.api.resources import json_response
from app.web.current import current_context
from app.web.pages import sign_in
from app.web.pages.public import checked_id
from archive.errors import BadRequestError, IndexUnavailableError
from archive.models import Tombstone
from index.sync import catch_up

edit = Blueprint("edit", __name__)
_NOTHING: Mapping[str, str] = MappingProxyType({})


@edit.get("/items/<id_>/edit")
def page(id_: str) -> BaseResponse:
    """The forms that correct, split and join an item."""
    if not sign_in.editor():
        return sign_in.redirect_to_sign_in(f"/items/{quote(checked_id(id_))}/edit")
    return _page(checked_id(id_))


@edit.post("/items/<id_>/edit")
def change(id_: str) -> BaseResponse:
    """Do what one of the forms asks."""
    name = sign_in.editor()
    if not name:
        return sign_in.redirect_to_sign_in(f"/items/{quote(checked_id(id_))}/edit")
    sign_in.csrf.protect()
    try:
        message = _apply_form(checked_id(id_), name, request.form)
    except BadRequestError as error:
        return _page(id_, request.form, str(error))
    behind = update_index(current_context())
    flash(message if not behind else f"{message} Search does not show it yet: {behind}")
    return redirect(f"/items/{quote(id_)}", 303)


@edit.patch("/api/v1/items/<id_>")
def correct(id_: str) -> Response:
    """Correct fields of an item: those of the JSON object that is sent; null lets the parser speak again."""

    def corrected(name: str, sent: Mapping[str, Any]) -> None:
        wanted = {field: value for field, value in sent.items() if field != "reason"}
        context, reason = current_context(), _text(sent, "reason")
        corrections.correct_field(context.store, id_, wanted, name, reason, vocabularies=context.vocabularies)

    return _by_program(id_, corrected)


@edit.post("/api/v1/items/<id_>/split")
def split(id_: str) -> Response:
    """Let a new item begin at the paragraph of this number."""

    def divided(name: str, sent: Mapping[str, Any]) -> None:
        number = sent.get("paragraph")
        if not isinstance(number, int) or isinstance(number, bool):
            raise EditError("paragraph is the number of the paragraph at which the new item begins")
        corrections.split_item(
            current_context().store, id_, number, _text(sent, "headline"), name, _text(sent, "reason")
        )

    return _by_program(id_, divided)


@edit.post("/api/v1/items/<id_>/join")
def join(id_: str) -> Response:
    """Let the item `with` become the end of this one."""

    def united(name: str, sent: Mapping[str, Any]) -> None:
        corrections.join_items(current_context().store, id_, _text(sent, "with"), name, _text(sent, "reason"))

    return _by_program(id_, united)


def _page(id_: str, sent: Mapping[str, str] = _NOTHING, problem: str = "") -> Response:
    """The forms, filled with what was sent and why it was refused, so that no text is lost."""
    corrections.find_item(current_context().store, id_)
    page = render_template("edit.html", view=edit_form_view(current_context(), id_, sent), problem=problem)
    response = Response(page, status=400 if problem else 200)
    response.cache_control.no_store = True
    return response


def _by_program(id_: str, do: Callable[[str, Mapping[str, Any]], None]) -> Response:
    """Make the edit that a program asks for, and answer with the item after it."""
    name = sign_in.editor_of_program()
    if isinstance(name, Response):
        return name
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise EditError("send a JSON object, with Content-Type: application/json")
    checked_id(id_)
    do(name, sent)
    behind = update_index(current_context())
    placed = current_context().store.item(id_)
    if isinstance(placed, Tombstone):  # removed since, by someone else
        return errors.gone_response(placed)
    answer = json_response(as_json.item_page(item_page(current_context(), placed)))
    if behind:
        answer.headers["Warning"] = '199 - "the index does not have it yet"'
    return answer


def _apply_form(id_: str, name: str, form: Mapping[str, str]) -> str:
    """Make the edit that a form asks for; returns a sentence about what was done."""
    store, reason = current_context().store, form.get("reason", "")
    if form.get("do") == "split":
        number = form.get("paragraph", "")
        if not number.isdecimal() or len(number) > 6:
            raise EditError("choose the paragraph at which the new item begins")
        new = corrections.split_item(store, id_, int(number), form.get("headline", ""), name, reason)
        return f"The item is split; {new} begins where you said."
    if form.get("do") == "join":
        corrections.join_items(store, id_, form.get("with", ""), name, reason)
        return "The items are joined."
    if field := form.get("undo", ""):
        corrections.withdraw(store, id_, field, name, reason)
        return (
            f"The {field} are as the parser has them."
            if field in LIST_FIELDS
            else f"The {field} is as the parser has it."
        )
    vocabularies = current_context().vocabularies
    changed = corrections.correct_field(
        store, id_, _changed_fields(form), name, reason, vocabularies=vocabularies
    ).changed
    return f"Corrected: {', '.join(changed)}." if changed else "Nothing was changed."


def _changed_fields(form: Mapping[str, str]) -> dict[str, str | list[str]]:
    """The fields that the form changed; one that another editor changed meanwhile is left alone."""
    asked: dict[str, str | list[str]] = {}
    for field in FIELDS:
        new, old = (_lines(form.get(prefix + field, "")) for prefix in ("", "was-"))
        if field in form and new != old:
            asked[field] = new if field in LIST_FIELDS else " ".join(new)
    return asked


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _text(sent: Mapping[str, Any], key: str) -> str:
    value = sent.get(key, "")
    if not isinstance(value, str):
        raise EditError(f"{key} is a text")
    return value


def update_index(context: AppContext) -> str:
    """Bring the index up to the store; returns what prevents it, or ""."""
    try:
        catch_up(context.store, context.engine, vocabularies=context.vocabularies)
    except IndexUnavailableError as error:
        return str(error)
    return ""
