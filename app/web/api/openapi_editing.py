"""The editing part of the OpenAPI document: what editors' programs may send."""

from typing import Any

from app.corrections import FIELDS, LIST_FIELDS

Schema = dict[str, Any]

SECURITY: Schema = {"editor": {"type": "http", "scheme": "basic"}}
_TEXT: Schema = {"type": "string"}
_ID: Schema = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
_REASONS = {
    "400": "What was sent cannot be done; `detail` says why",
    "401": "Only editors can do this",
    "404": "Nothing has this id",
    "429": "Too many sign-ins failed; Retry-After says when to try again",
}


def correct() -> Schema:
    """PATCH on an item."""
    texts = {"anyOf": [_TEXT, {"type": "null"}]}
    lists = {"anyOf": [{"type": "array", "items": _TEXT}, {"type": "null"}]}
    fields = {field: lists if field in LIST_FIELDS else texts for field in FIELDS}
    return _sent("Correct fields of an item; null lets the parser speak again", {**fields, "reason": _TEXT})


def paths() -> Schema:
    """The other addresses."""
    number = {"type": "integer", "minimum": 2}
    return {
        "/api/v1/items/{id}/split": {
            "post": _sent(
                "Let a new item begin at a paragraph, counted from 1",
                {"paragraph": number, "headline": _TEXT, "reason": _TEXT},
                ["paragraph"],
            )
        },
        "/api/v1/items/{id}/join": {
            "post": _sent(
                "Let another item of the issue become the end of this one",
                {"with": _TEXT, "reason": _TEXT},
                ["with"],
            )
        },
    }


def _sent(summary: str, fields: Schema, required: list[str] | None = None) -> Schema:
    schema = {"type": "object", "properties": fields, "required": required or []}
    return {
        "summary": summary,
        "parameters": [_ID],
        "security": [{"editor": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": _answer("The item as it is now", "application/json", "Item"),
            **{
                code: _answer(reason, "application/problem+json", "Problem")
                for code, reason in _REASONS.items()
            },
        },
    }


def _answer(description: str, media_type: str, schema: str) -> Schema:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": description, "content": {media_type: {"schema": reference}}}
