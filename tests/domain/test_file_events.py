"""The case file of an enquiry as a cell: what is written is read again as what it was."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wset_desk.domain.enquiries import EnquiryEventKind
from wset_desk.domain.errors import DomainError
from wset_desk.domain.file_events import EventValues, case_file_text, read_case_file, read_events
from wset_desk.domain.written_dates import DateOrder

NAMES = st.text("Aé –.’", max_size=8).map(lambda name: " ".join(name.split()))
LINES = st.text("a:[];=  1“\n", max_size=20)
EVENTS = st.builds(
    EventValues,
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - local
        lambda at: at.replace(microsecond=0)
    ),
    kind=st.sampled_from(EnquiryEventKind),
    by=NAMES,
    text=LINES.map(str.strip),
    reference=st.text("W-1 /", max_size=6).map(str.strip),
)


@given(st.lists(EVENTS, max_size=4).map(tuple))
def test_what_is_written_is_read_again(events: tuple[EventValues, ...]) -> None:
    text = case_file_text(events)
    assert read_events(text) == events
    assert read_events(text.replace("\n", "\r\n")) == events
    assert read_case_file(text, DateOrder.DAY_FIRST) == text


def test_kinds_are_written_with_spaces_and_read_with_either() -> None:
    line = "2026-03-02 10:00:00 review started by Kim Okafor"
    (event,) = read_events(line)
    assert (event.kind, event.by) == (EnquiryEventKind.REVIEW_STARTED, "Kim Okafor")
    assert read_events(line.replace("review started", "review_started")) == (event,)
    assert str(event) == line


@pytest.mark.parametrize(
    "text",
    [
        "he called",
        "2026-03-02 10:00:00",
        "2026-03-02 10:00:00 called",
        "2026-02-30 10:00:00 note: x",
        "02/03/2026 10:00 note: x",
    ],
)
def test_what_is_no_entry_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        read_events(text)
    assert refused.value.code == "EVENT_NOT_READ"
