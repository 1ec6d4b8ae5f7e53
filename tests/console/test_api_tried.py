"""What a tester of HTTP APIs tries: no request breaks the server, and answers fit their schemas."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.console.client import Reader, park
from tests.samples import sampled

__all__ = ["park"]

schemathesis = pytest.importorskip("schemathesis")
MODES = ("positive", "negative")


@pytest.fixture(scope="module")
def document(park: Reader) -> Any:
    """The document of the API of the park's book, as schemathesis reads it."""

    def from_here(environ: dict[str, Any], start: Any) -> Any:
        return park.application({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_here)


@pytest.mark.parametrize("mode", MODES)
def test_no_request_breaks_it_and_answers_fit_their_schemas(mode: str, document: Any) -> None:
    from schemathesis import GenerationMode, checks
    from schemathesis.specs.openapi import checks as openapi

    cases = document.as_strategy(generation_mode=GenerationMode(mode))
    asked = (
        checks.not_a_server_error,
        openapi.status_code_conformance,
        openapi.content_type_conformance,
        openapi.response_schema_conformance,
    )
    statuses: set[int] = set()

    @settings(sampled(25, long=3_000), deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=cases)
    def try_it(case: Any) -> None:
        response = case.call()
        case.validate_response(response, checks=asked)
        statuses.add(response.status_code)

    try_it()
    assert statuses & ({200} if mode == "positive" else {400, 422})
