import json

from jsonschema import Draft202012Validator

from tests.cli.running import call


def test_the_schema_is_one_and_says_what_keys_are_for_in_the_language_of_the_reader() -> None:
    done = call("schema", env={"LC_ALL": "kk_KZ.UTF-8"})
    kazakh, english = json.loads(done.out), json.loads(call("schema", "--messages", "en").out)
    assert (done.status, done.err) == (0, "")
    Draft202012Validator.check_schema(kazakh)
    assert kazakh["properties"].keys() == english["properties"].keys()
    told = [schema["properties"]["dates"]["description"] for schema in (kazakh, english)]
    assert all(told)
    assert told[0] != told[1]
