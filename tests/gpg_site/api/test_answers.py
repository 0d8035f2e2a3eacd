"""Every operation of the API, asked with all that its document allows and some that it doesn't:
no answer is a fault of the server, and none is otherwise than the document says."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.failures import FailureGroup

from goals.models import Objective
from gpg_site.api.document import document
from gpg_site.api.resources import groups

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("product")]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
HOST = "http://localhost"


def application():
    """The portal, asked for what is not compressed: schemathesis decompresses nothing."""
    portal = get_wsgi_application()
    return lambda asked, start: portal({**asked, "HTTP_ACCEPT_ENCODING": "identity"}, start)


def operations(told):
    """The operations of a document by their names."""
    loaded = schemathesis.openapi.from_dict(told)
    loaded.app = application()
    found = [result.ok() for result in loaded.get_all_operations()]
    return {one.definition.raw["operationId"]: one for one in found}


@pytest.fixture(scope="module")
def api():
    return operations(document(HOST))


NAMES = [form.operation for group in groups() for one in group.resources for form in one.forms]


def raw(operation):
    """An operation's parameters as they stand in the document."""
    return operation.definition.raw["parameters"]


def tried(operation, **others):
    """The case of an operation's own example, or with other values."""
    in_path = [one for one in raw(operation) if one.get("in") == "path"]
    known = {one["name"]: one["example"] for one in in_path}
    return operation.Case(path_parameters={**known, **others})


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_undocumented(api, name):
    operation = api[name]
    first = tried(operation).call_and_validate(checks=CHECKS)
    # Nobody is named to be told of a fault.
    found = 302 if name.startswith("current_") else 404 if name == "security" else 200
    assert first.status_code == found
    kinds = [operation.as_strategy()]
    if tried(operation).path_parameters:
        kinds.append(operation.as_strategy(GenerationMode.NEGATIVE))

    @settings(
        max_examples=4,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(kinds))
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    ask()


def test_nothing_can_be_written(api):
    told = document(HOST)["components"]["responses"]["OnlyRead"]
    for name in NAMES:
        answer = Client().post(tried(api[name]).formatted_path)
        assert answer.status_code == 405, name
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert answer.headers["Content-Type"].startswith(*told["content"])


def test_what_moved_or_stands_in_another_order_leads_on_as_is_said(api):
    objective = Objective.objects.get_by_natural_key(2023, 3, 2)
    objective.number = 9
    objective.save()

    moved = [tried(api[name]) for name in NAMES if name.startswith("objective_")]
    assert len(moved) == 6
    for case in (*moved, tried(api["compare_json"], earlier=2023, later=2017)):
        assert case.call_and_validate(checks=CHECKS).status_code == 301, case


def test_a_question_of_too_many_parameters_is_refused_as_is_said(api):
    asking = [name for name in NAMES if any("query" in one.get("in", "") for one in raw(api[name]))]
    assert asking == ["search_json", "suggest", "quote_json", "changes_json", "changes_csv"]
    for name in asking:
        case = tried(api[name])
        case.query = {f"p{number}": "1" for number in range(1001)}
        assert case.call_and_validate(checks=CHECKS).status_code == 400, name


def test_an_answer_that_is_not_in_the_document_is_found():
    told = document(HOST)
    del told["paths"]["/{edition}/goals/{number}.json"]["get"]["responses"]["404"]

    with pytest.raises(FailureGroup) as found:
        tried(operations(told)["goal_json"], number=99).call_and_validate(checks=CHECKS)

    assert [type(one).__name__ for one in found.value.exceptions] == ["UndefinedStatusCode"]


def test_an_answer_of_another_shape_is_found():
    told = document(HOST)
    told["components"]["schemas"]["GoalData"]["properties"]["number"] = {"type": "string"}
    told["components"]["schemas"]["GoalPage"]["required"].append("nothing")

    with pytest.raises(FailureGroup) as found:
        tried(operations(told)["goal_json"]).call_and_validate(checks=CHECKS)

    assert {type(one).__name__ for one in found.value.exceptions} == {"JsonSchemaError"}
