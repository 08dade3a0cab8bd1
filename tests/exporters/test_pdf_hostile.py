"""Text that means something to somebody's machine comes out as typed, on every sheet."""

import pytest

from calendar_tool.exporters.pdf import LAYOUTS, Layout
from calendar_tool.model import (
    Contact,
    Person,
    Programme,
    Role,
    Room,
    Staff,
    Tickets,
    Track,
    Venue,
)
from tests.campaigns.printing import BATCH, lost, strings
from tests.exporters.sheets import letters, sheet
from tests.exporters.test_pdf import HOSTILE
from tests.programmes import event, programme, text, timed

#: Turned, cut in halves, or unseen: they print as if they were not there.
UNSEEN = "\x00\x07\x1b\u202e\u2066\u2028\ufeff\ud800"


def hostile(*strings: str) -> Programme:
    """Return a programme with an event for each text, in which all texts are that one."""
    said = {f"x{n}": text(written) for n, written in enumerate(strings)}
    return programme(
        *(
            event(
                str(one),
                timed(15, f"{8 + n}:00", f"{9 + n}:00"),
                id=f"e{id}",
                venue=id,
                room="r",
                track=id,
                subtitle=str(one),
                description=str(one),
                notice=str(one),
                audience=str(one),
                age=str(one),
                language=(str(one),),
                tickets=Tickets(price=one),
                people=(Role(str(one), id),),
                staff=Staff(responsible=id, note=one),
            )
            for n, (id, one) in enumerate(said.items())
        ),
        venues={
            id: Venue(id=id, name=one, address=one, note=one, rooms={"r": Room(id="r", name=one)})
            for id, one in said.items()
        },
        people={
            id: Person(id=id, name=one, position=one, organization=one) for id, one in said.items()
        },
        tracks={id: Track(id=id, name=one) for id, one in said.items()},
        organizer=tuple(said),
        title=said["x0"],
        subtitle=said["x0"],
        contact=Contact(email=strings[0], phone=strings[0], url=strings[0]),
    )


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_it_comes_out_as_typed(layout: Layout) -> None:
    found = letters(sheet(hostile(*HOSTILE), layout))
    for written in HOSTILE:
        plain = "".join(written.split()).replace("-", "")
        assert found.count(plain) >= 2, written


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_what_cannot_be_seen_is_as_if_it_were_not_there(layout: Layout) -> None:
    found = letters(sheet(hostile(f"аб{UNSEEN}вг"), layout))
    assert found.count("абвг") >= 3


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_nothing_but_line_ends_is_nothing(layout: Layout) -> None:
    assert sheet(hostile("\n\n\n"), layout).startswith(b"%PDF")


def test_a_batch_of_the_campaign_comes_out_as_typed() -> None:
    assert lost(list(strings(BATCH, seed=7))) == []
