"""The centre words its messages itself; what is shipped comes back, and nothing odd gets in."""

import pytest
from sqlalchemy import select

from tests.helpers.courses import make_candidate
from tests.helpers.stores import as_role
from wset_desk.domain.centre_texts import CENTRE_TEXTS
from wset_desk.domain.errors import DomainError
from wset_desk.domain.notice_texts import body_of, subject_of
from wset_desk.domain.notices import NoticeKind, NoticeState
from wset_desk.domain.permissions import Role
from wset_desk.services.notices.outbox import notices
from wset_desk.services.notices.writing import draft_to
from wset_desk.services.text_blocks import TextBlockRow, list_text_blocks, set_text_blocks
from wset_desk.services.workspace import Workspace
from wset_desk.storage.schema import AuditEntry, Candidate

SUBJECT, BODY = subject_of(NoticeKind.RESULT), body_of(NoticeKind.RESULT)
VALUES = {"exam": "Theory", "results": "Pass, 62 of 100"}


def texts(workspace: Workspace) -> dict[str, TextBlockRow]:
    return {row.name: row for row in workspace.run(list_text_blocks)}


def written(workspace: Workspace) -> tuple[str, str]:
    """What a message about a result says today."""
    candidate_id = make_candidate(workspace, len(workspace.run(notices)) + 1)
    with workspace.store.unit_of_work(workspace.actor, write=True) as uow:
        draft_to(uow, uow.get(Candidate, candidate_id), NoticeKind.RESULT, VALUES)
        uow.commit()
    draft = workspace.run(notices)[0]
    assert draft.state is NoticeState.DRAFT
    return draft.subject, draft.body


def test_everything_is_as_shipped_at_first(workspace: Workspace) -> None:
    found = texts(workspace)
    assert list(found) == list(CENTRE_TEXTS)
    assert all(row.own is None and row.text == row.shipped.text for row in found.values())


def test_what_is_changed_holds_for_new_drafts_only(workspace: Workspace) -> None:
    before = written(workspace)
    assert before[0] == "Your result: Theory"
    own = {SUBJECT: "{first_name}, your result", BODY: "{results}\n{overall}\n\n{centre}"}
    assert workspace.call(set_text_blocks, texts=own) == {SUBJECT: None, BODY: None}
    assert texts(workspace)[BODY].own == own[BODY]
    subject, body = written(workspace)
    assert subject.endswith(", your result")
    assert body.startswith("Pass, 62 of 100\n\n")
    kept = {(each.subject, each.body) for each in workspace.run(notices)}
    assert before in kept


def test_undo_and_reset_bring_back_what_was_said(workspace: Workspace) -> None:
    first = workspace.call(set_text_blocks, texts={SUBJECT: "One: {exam}"})
    second = workspace.call(set_text_blocks, texts={SUBJECT: "Two: {exam}"})
    assert second == {SUBJECT: "One: {exam}"}
    workspace.call(set_text_blocks, texts=second)
    assert texts(workspace)[SUBJECT].text == "One: {exam}"
    assert workspace.call(set_text_blocks, texts=first) == {SUBJECT: "One: {exam}"}
    assert texts(workspace)[SUBJECT].own is None
    workspace.call(set_text_blocks, texts={SUBJECT: "Three: {exam}"})
    assert texts(workspace)[SUBJECT].own == "Three: {exam}"


def test_the_text_as_shipped_isnt_one_of_the_centres_own(workspace: Workspace) -> None:
    workspace.call(set_text_blocks, texts={SUBJECT: "Other"})
    workspace.call(set_text_blocks, texts={SUBJECT: CENTRE_TEXTS[SUBJECT].text})
    assert texts(workspace)[SUBJECT].own is None


def test_one_that_is_wrong_keeps_the_others_out(workspace: Workspace) -> None:
    with pytest.raises(DomainError, match="TEXT_PLACEHOLDER_UNKNOWN") as refused:
        workspace.call(set_text_blocks, texts={SUBJECT: "Good", BODY: "Dear {surname}"})
    assert refused.value.parameters == {"field": BODY, "name": "surname"}
    assert texts(workspace)[SUBJECT].own is None
    with pytest.raises(DomainError, match="TEXT_BLOCK_UNKNOWN"):
        workspace.call(set_text_blocks, texts={"notice.gossip.body": "Hear, hear"})


def test_only_administrators_change_them_and_the_audit_log_knows(workspace: Workspace) -> None:
    officer = as_role(workspace, Role.EXAMS_OFFICER)
    assert texts(officer)
    with pytest.raises(DomainError, match="NOT_PERMITTED"):
        officer.call(set_text_blocks, texts={SUBJECT: "Mine"})
    workspace.call(set_text_blocks, texts={SUBJECT: "Ours"})
    with workspace.store.unit_of_work(workspace.actor, write=False) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.entity == "text_blocks")
        ).one()
    assert entry.action == "text_blocks.set_text_blocks"
    assert entry.changes["text"] == [None, "Ours"]
