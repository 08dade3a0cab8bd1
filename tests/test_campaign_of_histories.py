"""The campaign of histories, in short."""

from tests.campaigns.histories import campaign


def test_no_calendar_is_left_behind_whatever_happens_to_a_programme() -> None:
    campaign(150, seed=True)
