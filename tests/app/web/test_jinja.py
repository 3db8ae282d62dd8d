"""What templates print is escaped as Jinja escapes it."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from app.web.jinja import PageEnvironment

PRINTING = {
    "alone.html": "{{ value }}",
    "macro.html": "{% macro said(it) %}<b title='{{ it }}'>{{ it }}</b>{% endmacro %}{{ said(value) }}",
    "filtered.html": "{{ value | e }}{{ value | string }}{{ value | safe }}",
    "loose.html": "{% autoescape false %}{{ value }}{% endautoescape %}",
    "changing.html": "{% autoescape loose %}{{ value }}{% endautoescape %}",
    "joined.html": "{{ '<i>' ~ value }}",
    "base.html": "<p>{% block inner %}{{ value }}{% endblock %}</p>",
    "child.html": "{% extends 'base.html' %}{% block inner %}{{ super() }}: {{ value }}{% endblock %}",
    "set.html": "{% set kept %}<u>{{ value }}</u>{% endset %}{{ kept }}",
}
TEXTS = st.text(st.sampled_from("ab <>&'\"é\u2028"))
VALUES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.none(), st.lists(TEXTS, max_size=2))
OURS = PageEnvironment(Flask(__name__), loader=DictLoader(PRINTING), autoescape=True)
JINJAS = Environment(loader=DictLoader(PRINTING), autoescape=True)


@given(value=VALUES, loose=st.booleans())
@pytest.mark.parametrize("name", PRINTING)
def test_a_template_prints_what_jinja_prints(name: str, value: object, loose: bool) -> None:
    ours = OURS.get_template(name).render(value=value, loose=loose)
    assert ours == JINJAS.get_template(name).render(value=value, loose=loose)


def test_printing_goes_by_the_cheaper_way() -> None:
    source = OURS.compile(PRINTING["alone.html"], raw=True)
    assert "environment.escaped(" in source
