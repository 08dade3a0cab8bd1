"""The campaign of attacks, in short."""

from pathlib import Path

import pytest

from tests.campaigns.attacks import ATTACKS, campaign

pytestmark = pytest.mark.skipif("sys.platform != 'linux'", reason="memory is read from /proc")


def test_a_server_under_attack_answers_others_and_keeps_nothing(tmp_path: Path) -> None:
    seen = list(campaign(tmp_path, 0.01, 1))
    assert len(seen) == len(ATTACKS)
    for attack, outcome, _ in seen:
        assert outcome.waits, attack
        assert not {"429", *map(str, range(500, 600))} & outcome.answers.keys(), attack
    by_name = {attack: outcome.answers for attack, outcome, _ in seen}
    assert by_name["slow_heads"].keys() == {"ended"}
    assert by_name["never_read"].keys() == by_name["crowd"].keys() == {"200"}
    assert by_name["floods"].keys() == {"200"}
    assert by_name["guesses"]["404"] > 20
    first, last = seen[0][2], seen[-1][2]
    assert last < first * 1.3
