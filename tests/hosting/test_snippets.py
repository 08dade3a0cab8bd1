"""The snippets of `docs/hosting.md`, each against the rules for all."""

import pytest

from tests.hosting.asking import asking
from tests.hosting.behaviour import RULES, Rule
from tests.hosting.conftest import Served


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_server_of_others_does_what_calendars_need(served: Served, rule: Rule) -> None:
    with asking(served.base) as ask:
        rule(ask, served.site)
