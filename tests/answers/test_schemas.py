"""Every answer has a JSON Schema, the one that its class gives, and what the commands print satisfies it."""

import json

import jsonschema
import pytest
from tools import schemas

from hornbook.answers.answer import Answer
from hornbook.answers.schemas import answer_schema


def test_the_schemas_are_those_that_the_answers_give() -> None:
    assert schemas.main(["--check"]) == 0, "run `make docs`"


@pytest.mark.parametrize("kind", schemas.answers().values(), ids=lambda kind: kind.__name__)
def test_a_schema_is_one_and_asks_for_what_was_asked(kind: type[Answer]) -> None:
    found = answer_schema(kind)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["required"][0] == "asked"
    assert json.dumps(found)
