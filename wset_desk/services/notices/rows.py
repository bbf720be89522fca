"""Messages as screens and workers see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wset_desk.domain.notices import UNSENT, NoticeKind, NoticeMethod, NoticeState


@dataclass(frozen=True)
class NoticeRow:
    """A message to one candidate. `calendar` is its iCalendar file.

    `sent_at`, `sent_by` and `method` say how it went out, `failure` why it didn't.
    `waits_for_server`: the seat of which it tells is provisional.
    """

    id: UUID
    candidate_id: UUID
    name: str
    kind: NoticeKind
    state: NoticeState
    recipient: str
    subject: str
    body: str
    calendar: str
    made_at: datetime
    method: NoticeMethod | None
    sent_at: datetime | None
    sent_by: str
    failure: str
    waits_for_server: bool = False

    @property
    def is_unsent(self) -> bool:
        """Whether it may still be sent or discarded."""
        return self.state in UNSENT

    @property
    def may_be_sent(self) -> bool:
        """It isn't sent while the seat of which it tells is provisional."""
        return self.is_unsent and not self.waits_for_server

    @property
    def is_open(self) -> bool:
        """Whether it may be marked as sent, too: one on its way may have got stuck."""
        return self.is_unsent or self.state is NoticeState.QUEUED


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out, as the settings have it; `security` is starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str
    sender: str
    sender_name: str


@dataclass(frozen=True)
class OutgoingMail:
    """One mail that somebody has looked at and sent."""

    notice_id: UUID
    recipient: str
    subject: str
    body: str
    calendar: str


@dataclass(frozen=True)
class Outgoing:
    """What a worker sends, and through which server."""

    server: MailServer
    mails: tuple[OutgoingMail, ...]


@dataclass(frozen=True)
class Delivery:
    """What became of one mail; `failure` is empty where the server took it."""

    notice_id: UUID
    failure: str = ""


@dataclass(frozen=True)
class DraftsMade:
    """The drafts that were written, and the names of those for whom there was nothing to say."""

    notice_ids: tuple[UUID, ...]
    left_out: tuple[str, ...]
