"""Work off the GUI thread: one serial worker for the store, a small pool for everything else."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from ui.common import messages
from ui.common.bus import bus
from ui.common.progress import CancelledError, Progress
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _

_WIDE_WORKERS = 4
_TURN_SECONDS = 0.0005
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}

Done = Callable[[Any], object]
Refused = Callable[[DomainError], object]
Settled = Callable[[], object]


class Runner(Protocol):
    """What opens a unit of work for a service: the workspace."""

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any: ...


@runtime_checkable
class _Outcome(Protocol):
    """What a writing service answers."""

    @property
    def value(self) -> Any: ...

    @property
    def changes(self) -> frozenset[str]: ...


class _Job:
    """One task on its way back: where it started and whom to tell."""

    def __init__(
        self,
        owner: QObject,
        on_done: Done | None,
        on_refused: Refused | None,
        on_settled: Settled | None,
        progress: Progress | None,
    ) -> None:
        self.owner = owner
        self.on_done = on_done
        self.on_refused = on_refused
        self.on_settled = on_settled
        self.progress = progress


class Tasks(QObject):
    """Runs services and functions, and brings their results back to the GUI thread.

    ``runner`` is the workspace; ``describe`` puts a refusal into words in the current language.
    """

    # Queued even where a task is over before its callback was hung on: answers never come early.
    _delivery = Qt.ConnectionType.QueuedConnection
    busy_changed = Signal(bool)
    _finished = Signal(object, object)

    def __init__(
        self,
        runner: Runner,
        describe: Callable[[DomainError], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # A window that paints asks for its turn hundreds of times: it mustn't wait long for any.
        sys.setswitchinterval(_TURN_SECONDS)
        self._runner = runner
        self.describe = describe
        self._pending = 0
        self._store: Executor = self._make_executor(1, "store")
        self._wide: Executor = self._make_executor(_WIDE_WORKERS, "wide")
        self._finished.connect(self._deliver, self._delivery)

    @property
    def busy(self) -> bool:
        return self._pending > 0

    def run(
        self,
        service: Callable[..., Any],
        /,
        *,
        owner: QObject,
        on_done: Done | None = None,
        on_refused: Refused | None = None,
        on_settled: Settled | None = None,
        progress: Progress | None = None,
        **parameters: Any,
    ) -> None:
        """Run a service in a unit of work on the store's thread, in the order of the calls.

        ``on_done(value)`` follows ``bus.changed``; a refusal goes to ``on_refused`` or else to the
        message bar of the owner's window; ``on_settled()`` is called last in every case. Nothing
        is called once ``owner`` is gone. ``progress`` is handed to the service as ``progress``.
        """
        call = partial(self._runner.run, service, **_with_progress(parameters, progress))
        job = _Job(owner, on_done, on_refused, on_settled, progress)
        self._start(self._store, call, job)

    def run_wide(
        self,
        function: Callable[..., Any],
        /,
        *arguments: Any,
        owner: QObject,
        on_done: Done | None = None,
        on_refused: Refused | None = None,
        on_settled: Settled | None = None,
        progress: Progress | None = None,
        **parameters: Any,
    ) -> None:
        """Run a function that doesn't touch the store: files, documents, images."""
        call = partial(function, *arguments, **_with_progress(parameters, progress))
        job = _Job(owner, on_done, on_refused, on_settled, progress)
        self._start(self._wide, call, job)

    def close(self) -> None:
        """Finish what is running, drop what is waiting."""
        self._store.shutdown(wait=True, cancel_futures=True)
        self._wide.shutdown(wait=True, cancel_futures=True)

    def _make_executor(self, workers: int, name: str) -> Executor:
        return ThreadPoolExecutor(workers, thread_name_prefix=name)

    def _start(self, executor: Executor, call: Callable[[], Any], job: _Job) -> None:
        if job.progress is not None:
            job.progress.begin()
        self._count(1)
        executor.submit(call).add_done_callback(partial(self._report, job))

    def _report(self, job: _Job, future: Future[Any]) -> None:
        """Called on the worker's thread; the signal crosses to the GUI thread."""
        if not future.cancelled() and isValid(self):
            self._finished.emit(job, future)

    def _deliver(self, job: _Job, future: Future[Any]) -> None:
        self._count(-1)
        if job.progress is not None and isValid(job.progress):
            job.progress.end()
        error = future.exception()
        value = None
        if error is None:
            value = _unwrap(future.result(), job.owner)
        if not isValid(job.owner):
            return
        if error is None:
            _call(job.on_done, value)
        else:
            self._fail(job, error)
        if isValid(job.owner):
            _call(job.on_settled)

    def _fail(self, job: _Job, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        if isinstance(error, DomainError):
            refuse = job.on_refused or partial(self._show_refusal, job.owner)
            refuse(error)
        elif trouble := _plain_trouble(error):
            messages.show(job.owner, trouble, tone="warning")
        else:
            messages.report_bug(job.owner, error)

    def _show_refusal(self, owner: QObject, error: DomainError) -> None:
        messages.show(owner, self.describe(error), tone="danger")

    def _count(self, step: int) -> None:
        was_busy = self.busy
        self._pending += step
        if self.busy != was_busy:
            self.busy_changed.emit(self.busy)


class InlineTasks(Tasks):
    """For tests: everything runs at once, on the calling thread."""

    _delivery = Qt.ConnectionType.DirectConnection

    def _make_executor(self, workers: int, name: str) -> Executor:
        return _InlineExecutor()


class _InlineExecutor(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # delivered later, as a pool does
            future.set_exception(error)
        return future


def later(owner: QObject, milliseconds: int, action: Callable[[], object]) -> QTimer:
    """Call ``action`` once after a while, unless ``owner`` is gone by then."""
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(action)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
    return timer


def _with_progress(parameters: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
    return parameters if progress is None else {**parameters, "progress": progress}


def _unwrap(result: Any, owner: QObject) -> Any:
    """The value of an outcome, after telling the bus what it changed; else the result."""
    if not isinstance(result, _Outcome):
        return result
    bus.tell(frozenset(result.changes), owner)
    return result.value


def _call(callback: Callable[..., object] | None, *arguments: Any) -> None:
    if callback is not None:
        callback(*arguments)


def _plain_trouble(error: BaseException) -> str:
    """Words for what is nobody's fault, or nothing."""
    if isinstance(error, ConnectionError | TimeoutError):
        return _("The server can't be reached. Your work here goes on.")
    disk_full = isinstance(error, OSError) and error.errno in _DISK_FULL
    if disk_full or "database or disk is full" in str(error):
        return _("The disk is full. Nothing was changed; free some space and try again.")
    return ""
