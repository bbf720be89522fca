"""What is examined in each exam, by the rules of its offering."""

from uuid import UUID

from wset_desk.domain.catalogue import ExamType, PaperRules
from wset_desk.services.catalogue_rows import profile_of
from wset_desk.services.records.references import ExamEntry
from wset_desk.storage.unit_of_work import UnitOfWork


class Papers:
    """The rules of exams' papers; rows of a file name the same few."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._rules: dict[UUID, PaperRules] = {}

    def of(self, exam: ExamEntry) -> PaperRules:
        template = exam.template
        if template.id not in self._rules:
            profile = profile_of(self._uow, exam.offering)
            paper = profile.paper(exam.offering.wset_level, ExamType(template.exam_type))
            self._rules[template.id] = paper
        return self._rules[template.id]
