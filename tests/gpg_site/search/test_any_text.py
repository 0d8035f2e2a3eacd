"""Any text as a question: an ordinary answer, in which nothing of it is markup."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.html import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

PIECES = [
    '"',
    "<b>",
    "&amp;",
    "{{ x }}",
    "'",
    "\x00",
    "\u202e",
    "crime",
    "terorism",
    "3.2",
    "T4",
    "-",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
any_text = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@any_text
@given(text=TEXTS, name=st.sampled_from(["edition", "kind", "topic", "goal", "page"]), more=TEXTS)
def test_search_answers_any_text(text, name, more):
    response = Client().get("/search/", {"q": text, name: more})

    if response.status_code != 302:
        assert response.status_code == 200 or (name == "page" and response.status_code == 404)
        page = read(response.text)
        assert page.inline == []
        assert "<b>" not in response.text


@any_text
@given(text=TEXTS)
def test_suggestions_answer_any_text(text):
    response = Client().get("/search/suggest.json", {"q": text})

    assert response.status_code == 200
    assert response.json()[0] == text
    assert {len(part) for part in response.json()[1:]} <= {len(response.json()[1])}
