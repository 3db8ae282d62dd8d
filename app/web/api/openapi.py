"""The OpenAPI 3.1 document of the JSON API."""

from typing import Any

from app.views.search_state import MAX_PAGE_SIZE
from app.web.api import openapi_editing
from archive.models import Precision
from index.engine import Sort
from index.fields import SHOWN_FACETS

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date"}
_BOOLEAN: Schema = {"type": "boolean"}
_EVENT: dict[str, Schema] = {
    "first": _DAY,
    "last": _DAY,
    "text": _STRING,
    "precision": {"type": "string", "enum": [str(precision) for precision in Precision]},
    "sentence": _STRING,
}


def document(title: str) -> Schema:
    """The description of every address under /api/v1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "1",
            "description": "Search and read an archive of past briefings.",
        },
        "paths": {
            "/api/v1/search": _get("Search items", _search_parameters(), "Search"),
            "/api/v1/facets": _get(
                "Count the items of a search by facet value", _search_parameters(), "Facets"
            ),
            "/api/v1/items/{id}": {
                **_get("Read an item", [_in_path()], "Item", removable=True),
                "patch": openapi_editing.correct(),
            },
            **openapi_editing.paths(),
            "/api/v1/issues/{id}": _get("Read an issue", [_in_path()], "Issue", removable=True),
            "/api/v1/issues": _get("List issues, newest first", _issues_parameters(), "Issues"),
            "/api/v1/ahead": _get(
                "What items expect, in the order of its days", _ahead_parameters(), "Expectations"
            ),
            "/api/v1/suggest": _get(
                "Complete what is being typed", [_parameter("q", _STRING)], "Suggestions"
            ),
            "/api/v1/openapi.json": _get("Describe this API", [], "Document"),
        },
        "components": {"schemas": _schemas(), "securitySchemes": openapi_editing.SECURITY},
    }


def _get(summary: str, parameters: list[Schema], schema: str, *, removable: bool = False) -> Schema:
    responses: Schema = {"200": _answer("The answer", "application/json", schema)}
    responses["400"] = _problem("The request cannot be answered; `detail` says what to change")
    if removable:
        responses["301"] = {"description": "The id has changed; Location has the new address"}
        responses["404"] = _problem("Nothing has this id")
        responses["410"] = _problem("It was removed; `detail` says what it was")
    responses["503"] = _problem("The index or the store cannot be read; `detail` says what to do")
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _answer(description: str, media_type: str, schema: str) -> Schema:
    return {"description": description, "content": {media_type: {"schema": _ref(schema)}}}


def _problem(description: str) -> Schema:
    return _answer(description, "application/problem+json", "Problem")


def _search_parameters() -> list[Schema]:
    repeated = {"type": "array", "items": _STRING}
    facets = [
        _parameter(
            sign + facet.name, repeated, f"{facet.label}: {'leave out' if sign else 'any of'} these values"
        )
        for facet in SHOWN_FACETS
        for sign in ("", "-")
    ]
    return [
        _parameter("q", _STRING, "The query, as on the help page"),
        *facets,
        _parameter("from", _STRING, "The first day, month or year: 2025, 2025-03, 2025-03-04"),
        _parameter("to", _STRING, "The last day, month or year"),
        _parameter("sort", {"type": "string", "enum": [str(sort) for sort in Sort]}),
        _parameter("exact", {"type": "string", "enum": ["1"]}, "Not the other forms of acronyms"),
        _parameter("page", {"type": "integer", "minimum": 1}),
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE}, "Results a page"),
    ]


def _ahead_parameters() -> list[Schema]:
    days = {
        "from": "Expected on this day, month or year or later; today if left out",
        "to": "Expected until the end of this day, month or year",
    }
    others = [p for p in _search_parameters() if p["name"] not in ("sort", *days)]
    return others + [_parameter(name, _STRING, description) for name, description in days.items()]


def _issues_parameters() -> list[Schema]:
    return [
        _parameter("publication", _STRING),
        _parameter("year", {"type": "string", "pattern": "^[0-9]{4}$"}),
        _parameter("page", {"type": "integer", "minimum": 1}),
    ]


def _parameter(name: str, schema: Schema, description: str = "") -> Schema:
    described = {"description": description} if description else {}
    return {"name": name, "in": "query", "required": False, "schema": schema, **described}


def _in_path() -> Schema:
    return {"name": "id", "in": "path", "required": True, "schema": _STRING}


def _schemas() -> Schema:
    return {
        "Problem": _object(type=_STRING, title=_STRING, status=_COUNT, detail=_STRING),
        "Tag": _object(value=_STRING, label=_STRING),
        "Choice": _object(label=_STRING, url=_STRING, count=_or_null({"type": "integer"})),
        "Snippet": _object(
            text=_STRING,
            highlights=_list(
                {"type": "array", "prefixItems": [_COUNT, _COUNT], "minItems": 2, "maxItems": 2}
            ),
            cut_before=_BOOLEAN,
            cut_after=_BOOLEAN,
        ),
        "Paragraph": _object(
            text=_STRING,
            depth=_COUNT,
            takeaway=_BOOLEAN,
            links=_list(_object(url=_STRING, start=_COUNT, end=_COUNT)),
        ),
        "Publication": _object(id=_STRING, title=_STRING),
        "Suggestions": _object(
            suggestions=_list(_object(kind=_STRING, label=_STRING, text=_STRING, count=_COUNT, url=_STRING))
        ),
        "Document": {"type": "object"},
        "Expectations": _object(
            query=_STRING,
            **{"from": _DAY},
            **dict.fromkeys(("total", "page", "pages", "revision"), _COUNT),
            repairs=_list(_STRING),
            expected=_list(
                _object(
                    **_EVENT,
                    item=_object(id=_STRING, headline=_STRING, url=_STRING),
                    issue=_object(id=_STRING, label=_STRING, date=_DAY),
                )
            ),
        ),
        **_search_schemas(),
        **_reading_schemas(),
    }


def _search_schemas() -> Schema:
    counts = {"type": "object", "additionalProperties": _list(_ref("Value"))}
    return {
        "Value": _object(
            value=_STRING,
            label=_STRING,
            count=_COUNT,
            parent=_or_null(_STRING),
            selected=_BOOLEAN,
            excluded=_BOOLEAN,
            url=_STRING,
        ),
        "Result": _object(
            **dict.fromkeys(
                ("id", "headline", "url", "place", "issue", "publication", "section", "takeaway"), _STRING
            ),
            date=_DAY,
            score={"type": "number"},
            topics=_list(_ref("Tag")),
            regions=_list(_ref("Tag")),
            snippet=_or_null(_ref("Snippet")),
        ),
        "Facets": _object(total=_COUNT, facets=counts, revision=_COUNT),
        "Search": _object(
            query=_STRING,
            **dict.fromkeys(("total", "page", "pages", "revision"), _COUNT),
            span=_or_null({"type": "array", "items": _DAY, "minItems": 2, "maxItems": 2}),
            repairs=_list(_STRING),
            notes=_list(_STRING),
            expansions=_list(_object(typed=_STRING, besides=_STRING)),
            as_typed_url=_or_null(_STRING),
            did_you_mean=_or_null(_ref("Choice")),
            rescues=_list(_ref("Choice")),
            filters=_list(_object(field=_STRING, value=_STRING, label=_STRING, exclude=_BOOLEAN)),
            results=_list(_ref("Result")),
            facets=counts,
            url=_STRING,
        ),
    }


def _reading_schemas() -> Schema:
    tag = {"value": _STRING, "label": _STRING, "evidence": _list(_STRING)}
    neighbour = _or_null(_object(id=_STRING, headline=_STRING, url=_STRING))
    whole = {
        **dict.fromkeys(
            ("id", "url", "headline", "section", "text", "text_after_headline", "takeaway"), _STRING
        ),
        **dict.fromkeys(("language", "source_url", "place"), _STRING),
        "story_path": _list(_STRING),
        "extra": {"type": "object"},
        "paragraphs": _list(_ref("Paragraph")),
        "links": _list(_STRING),
        "topics": _list(_object(**tag)),
        "regions": _list(_object(**tag, role=_STRING, strength={"type": "number"})),
        "people": _list(_object(**tag, role=_STRING)),
        "organisations": _list(_object(**tag)),
        "event_dates": _list(
            _object(**_EVENT, ahead=_BOOLEAN),
        ),
        "date": _DAY,
        "publication": _ref("Publication"),
        "issue": _object(id=_STRING, label=_STRING, url=_STRING),
        "position": _COUNT,
    }
    head = {
        **dict.fromkeys(("id", "url", "label", "title", "number", "place"), _STRING),
        "publication": _ref("Publication"),
        "date": _DAY,
        "item_count": _COUNT,
    }
    return {
        "IssueItem": _object(**whole),
        "Repeat": _object(
            id=_STRING, url=_STRING, headline=_STRING, issue=_STRING, date=_DAY, earlier={"type": "boolean"}
        ),
        "Item": _object(
            **whole,
            previous=neighbour,
            next=neighbour,
            corrections=_list(
                _object(field=_STRING, value=_STRING, editor=_STRING, at=_STRING, reason=_STRING)
            ),
            repeats=_list(_ref("Repeat")),
            similar=_or_null(_list(_ref("Result"))),
        ),
        "IssueHead": _object(**head),
        "Issues": _object(total=_COUNT, page=_COUNT, pages=_COUNT, issues=_list(_ref("IssueHead"))),
        "Issue": _object(
            **head,
            front_matter=_list(_ref("Paragraph")),
            items=_list(_ref("IssueItem")),
            back_matter=_list(_ref("Paragraph")),
            source=_object(name=_STRING, sha256=_STRING),
        ),
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
