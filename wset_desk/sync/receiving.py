"""What the server makes of a push (see the sync design, "Server, for one push").

Everything happens in one unit of work, which holds the centre's counter to its commit. Nothing that
was sent is dropped: of each change it is kept what became of it, and a repeat gets the same answer.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, repeat
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from wset_desk.domain.errors import DomainError
from wset_desk.services.syncing.constraints import code_of
from wset_desk.services.syncing.settling import settle
from wset_desk.storage.arriving import Arrived, write_arrived
from wset_desk.storage.audit_entries import Deed
from wset_desk.storage.audit_travel import told_already
from wset_desk.storage.records import Record
from wset_desk.storage.schema import CentreCounter, ReceivedChange
from wset_desk.storage.unit_of_work import UnitOfWork
from wset_desk.sync.erased import erase_arriving
from wset_desk.sync.handed_in import hand_in
from wset_desk.sync.judging import Judge, Verdict
from wset_desk.sync.messages import ChangeResult, PushAnswer, SentChange
from wset_desk.sync.outcomes import all_refused, keep, refused, taken
from wset_desk.sync.rules import check_enquiries, check_moves
from wset_desk.sync.together import Action, is_the_same_at_once, missing_reference, runs


def receive(
    uow: UnitOfWork,
    changes: Sequence[SentChange],
    *,
    answered_n: int,
    is_trusted: bool = False,
    is_revoked: bool = False,
) -> PushAnswer:
    """Take what the actor's device has sent, in its order, action by action. What one hands in that
    is revoked is kept, and nothing of it applied: a person decides.

    Refuses the whole with GAP, where changes before these are missing, and with DEVICE_FORKED,
    where a number stands for another change already: the device was copied or set back.
    """
    known = _known(uow, changes)
    fresh = [change for change in changes if change.change_id not in known]
    _check_numbers(uow, fresh)
    results = {each.id: ChangeResult.model_validate(each.result) for each in known.values()}
    actions = _actions(fresh)
    if is_revoked:
        results.update((result.change_id, result) for result in hand_in(uow, fresh))
    elif actions:
        taken = _Receiver(uow, Judge(uow, answered_n, is_trusted=is_trusted)).take(actions)
        results.update((result.change_id, result) for result in taken)
    return PushAnswer(
        head=uow.session.scalars(select(CentreCounter.seq)).one(),
        last_n=_last_number(uow),
        results=[results[change.change_id] for change in changes],
    )


class _Receiver:
    def __init__(self, uow: UnitOfWork, judge: Judge) -> None:
        self._uow, self._judge = uow, judge
        self._device = uow.actor

    def take(self, actions: Sequence[Action]) -> list[ChangeResult]:
        """All of a user's action or nothing of it; each change is kept with what became of it."""
        return list(chain.from_iterable(map(self._take, runs(actions))))

    def _take(self, actions: Sequence[Action]) -> list[ChangeResult]:
        """All actions of a run at once where nothing is refused and it comes to the same: one by
        one, a change costs several times as much. Else in halves, at last each alone.
        """
        changes = list(chain.from_iterable(actions))
        results = self._outcome(actions, changes)
        if results is None:
            middle = len(actions) // 2
            return [*self._take(actions[:middle]), *self._take(actions[middle:])]
        for change, result in zip(changes, results, strict=True):
            if result.status not in ("applied", "merged"):
                self._judge.remember(change)
        keep(self._uow, changes, results)
        return results

    def _outcome(
        self, actions: Sequence[Action], changes: Sequence[SentChange]
    ) -> list[ChangeResult] | None:
        """None, with nothing written, for several actions that have to be taken one by one."""
        is_alone = len(actions) == 1
        verdicts = self._judge.judge(changes)
        if not all(verdict.is_taken for verdict in verdicts):
            return refused(changes, verdicts) if is_alone else None
        before = [verdict.before for verdict in verdicts]
        if not is_alone and (
            self._judge.is_in_order(changes) or not is_the_same_at_once(self._uow, actions, before)
        ):
            return None
        try:
            numbers = self._write(actions, changes, verdicts)
        except IntegrityError as error:
            return all_refused(changes, verdicts, code_of(error), {}) if is_alone else None
        except DomainError as error:
            if not is_alone:
                return None
            return all_refused(changes, verdicts, error.code, error.parameters)
        self._judge.learn(changes)
        return taken(changes, verdicts, numbers)

    def _write(
        self, actions: Sequence[Action], changes: Sequence[SentChange], verdicts: Sequence[Verdict]
    ) -> Sequence[int]:
        """All or nothing. Refuses what a rule or a constraint is against."""
        uow = self._uow
        before = [verdict.before for verdict in verdicts]
        arrived = [
            Arrived(deed, change.entity, change.id, _op(change, row), change.patch, row or {})
            for change, row, deed in zip(changes, before, self._deeds(actions), strict=True)
        ]
        if self._judge.is_trusted:
            uow.told = told_already(uow, {deed.tx for deed in self._deeds(actions)})
        try:
            with uow.session.begin_nested():
                if not self._judge.is_trusted:
                    check_moves(changes, before)
                missing = missing_reference(uow, actions)
                if missing:
                    raise DomainError("REFERENCE_MISSING", entity=missing)
                self._act({each.deed for each in arrived})
                erase_arriving(uow, changes, before)
                numbers = write_arrived(uow.session.connection(), uow, arrived)
                if not self._judge.is_trusted:
                    check_enquiries(uow, changes)
                settle(uow, {(change.entity, change.id) for change in changes})
        finally:
            uow.actor, uow.action, uow.reason, uow.done_at = self._device, "", None, None
            uow.is_audited = True
        return numbers

    def _deeds(self, actions: Iterable[Action]) -> Iterator[Deed]:
        for action in actions:
            first = action[0]
            actor = self._judge.actor_of(first) or self._device
            deed = Deed(actor, first.tx, first.action, first.reason, first.client_time)
            yield from repeat(deed, len(action))

    def _act(self, deeds: Collection[Deed]) -> None:
        """What is erased and computed now comes of these: of one, or nobody's in particular."""
        uow = self._uow
        if len(deeds) == 1:
            (deed,) = deeds
            uow.actor, uow.tx, uow.action, uow.reason, uow.done_at = deed
        else:
            uow.tx = uow.new_id()
            uow.is_audited = not all(deed.tx in uow.told for deed in deeds)


def _op(change: SentChange, before: Record | None) -> str:
    """A row that is sent again, equal, isn't inserted twice."""
    return "update" if change.op == "insert" and before is not None else change.op


def _actions(changes: Iterable[SentChange]) -> list[Action]:
    return [list(action) for _tx, action in groupby(changes, key=lambda change: change.tx)]


def _known(uow: UnitOfWork, changes: Iterable[SentChange]) -> dict[UUID, ReceivedChange]:
    """Those of the changes that came before."""
    ids = [change.change_id for change in changes]
    rows = uow.session.scalars(select(ReceivedChange).where(ReceivedChange.id.in_(ids)))
    return {row.id: row for row in rows}


def _check_numbers(uow: UnitOfWork, fresh: Sequence[SentChange]) -> None:
    if not fresh:
        return
    last = _last_number(uow)
    if fresh[0].n <= last:
        raise DomainError("DEVICE_FORKED", n=fresh[0].n, last_n=last)
    expected = range(last + 1, last + 1 + len(fresh))
    if [change.n for change in fresh] != list(expected):
        raise DomainError("GAP", n=fresh[0].n, last_n=last)


def _last_number(uow: UnitOfWork) -> int:
    latest = select(func.max(ReceivedChange.n)).where(
        ReceivedChange.device_id == uow.actor.device_id
    )
    return uow.session.scalar(latest) or 0
