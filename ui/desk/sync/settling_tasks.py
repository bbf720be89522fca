"""The desk's tasks for a record's own form that settles a refused action when it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ui.common.tasks import Tasks
from wset_desk.services.syncing.edited import is_saved_by
from wset_desk.services.syncing.not_taken import keep_edited
from wset_desk.services.syncing.typed import Typed

_OF_THE_TASK = frozenset({"owner", "on_done", "on_refused", "on_settled", "progress"})


class _Nobody:
    def run(self, service: Callable[..., Any], /, **parameters: Any) -> Any:
        raise NotImplementedError


class SettlingTasks(Tasks):
    """Everything runs where `tasks` runs it. The command that saves the record runs within the one
    that settles the action, so that both are written, or neither."""

    def __init__(self, tasks: Tasks, tx: UUID, typed: Typed) -> None:
        super().__init__(_Nobody(), tasks.describe)
        self._tasks, self._tx, self._typed = tasks, tx, typed

    def run(self, service: Callable[..., Any], /, **parameters: Any) -> None:
        if not is_saved_by(self._typed, service):
            self._tasks.run(service, **parameters)
            return
        of_task = {name: each for name, each in parameters.items() if name in _OF_THE_TASK}
        arguments = {name: each for name, each in parameters.items() if name not in _OF_THE_TASK}
        self._tasks.run(keep_edited, tx=self._tx, service=service, arguments=arguments, **of_task)

    def run_wide(self, function: Callable[..., Any], /, *arguments: Any, **parameters: Any) -> None:
        self._tasks.run_wide(function, *arguments, **parameters)
