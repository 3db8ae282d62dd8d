"""Sending JSON."""

import json
from typing import Any

from flask import Response


def json_response(content: Any) -> Response:
    """The content as JSON, in UTF-8 as it is."""
    return Response(json.dumps(content, ensure_ascii=False), content_type="application/json")
