"""Who else may be affected: others of the same session, and of the same marker."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from ui.common.buttons import Button
from ui.common.data_table import framed
from ui.common.fitting_table import FittingTable
from ui.common.labels import Look
from ui.common.table_model import Column, RowsModel
from ui.desk.enquiries import mark_words, words
from ui.desk.enquiries.case_card import CaseCard, Piece, buttons, quiet
from ui.desk.results.cells import mark_text
from wset_desk.i18n import N_, _
from wset_desk.services.enquiries.rows import AffectedCandidate, EnquiryCase

_MOST_ROWS = 8
OpenOne = Callable[[UUID], object]


class AffectedCard(CaseCard):
    """``look(case)`` asks for them; ``open_profile`` and ``open_case`` lead to one of them."""

    def __init__(
        self, look: Callable[[EnquiryCase], object], open_profile: OpenOne, open_case: OpenOne
    ) -> None:
        super().__init__(_("Who else is affected?"))
        self._look, self._open_profile, self._open_case = look, open_profile, open_case
        self._case_id: UUID | None = None
        self.model: RowsModel[AffectedCandidate] = RowsModel(_columns())
        self.table: FittingTable | None = None

    def show_case(self, case: EnquiryCase) -> None:
        """They are looked up when somebody asks; a case shown anew keeps them."""
        if case.id == self._case_id and self.table is not None:
            self._look(case)
            return
        self._case_id, self.table = case.id, None
        note = _("Others of the same session, and of whoever marked the paper.")
        ask = Button(_("Look them up"), icon="users", on_click=lambda: self._look(case))
        self.show_pieces([quiet(note), *buttons(ask)])

    def show_people(self, people: tuple[AffectedCandidate, ...]) -> None:
        """Those who failed first, the nearest to the pass mark before the others."""
        if not people:
            self.table = None
            self.show_pieces([quiet(_("Nobody else has a mark that this could be said of."))])
            return
        self.model = RowsModel(_columns(), people)
        table = FittingTable(_("Who else is affected"), self.model, ("shares",))
        table.fit_height(_MOST_ROWS)
        table.activated_row.connect(self._open)
        self.table = table
        profile = Button(_("Open profile"), icon="user", on_click=self._open_chosen)
        enquiry = Button(_("Open their enquiry"), icon="flag", on_click=self._open_enquiry)

        def choose() -> None:
            row = table.current_row()
            profile.setEnabled(row is not None)
            enquiry.setEnabled(row is not None and row.enquiry_id is not None)

        table.selection_changed.connect(choose)
        table.selectRow(0)
        pieces: list[Piece] = [framed(table), *buttons(profile, enquiry)]
        self.show_pieces(pieces)
        choose()

    def _chosen(self) -> AffectedCandidate | None:
        return self.table.current_row() if self.table is not None else None

    def _open_chosen(self) -> None:
        row = self._chosen()
        if row is not None:
            self._open_profile(row.candidate_id)

    def _open_enquiry(self) -> None:
        row = self._chosen()
        if row is not None and row.enquiry_id is not None:
            self._open_case(row.enquiry_id)

    def _open(self, row: AffectedCandidate) -> None:
        self._open_profile(row.candidate_id)


def _columns() -> tuple[Column[AffectedCandidate], ...]:
    return (
        Column("name", N_("Candidate"), lambda row: row.name, strong=True, stretch=True),
        Column(
            "mark",
            N_("Mark"),
            lambda row: mark_text(row.score),
            tooltip=lambda row: mark_words.score_text(row.score, row.max_score, row.percent),
            tabular=True,
            sort_key=lambda row: row.percent,
            width=64,
        ),
        Column(
            "distance",
            N_("Pass mark"),
            lambda _row: "",
            look=distance_look,
            sort_key=lambda row: row.to_pass_mark,
            width=110,
        ),
        Column("shares", N_("In common"), shares_text, tone=lambda _row: "text2", width=140),
        Column("enquiry", N_("Enquiry"), lambda _row: "", look=_enquiry_look, width=118),
    )


def distance_look(row: AffectedCandidate) -> Look:
    """ "2.5 short", "3 above"."""
    if row.to_pass_mark > 0:
        text = _("{marks} short").format(marks=mark_text(row.to_pass_mark))
        return Look(text, "arrow_down", "danger", "dangerSoft")
    text = _("{marks} above").format(marks=mark_text(-row.to_pass_mark) or "0")
    return Look(text, "arrow_up", "success", "successSoft")


def shares_text(row: AffectedCandidate) -> str:
    """ "Session, marker"."""
    if row.same_session and row.same_marker:
        return _("Session, marker")
    return _("Session") if row.same_session else _("Marker")


def _enquiry_look(row: AffectedCandidate) -> Look | None:
    return words.status_look(row.enquiry_status) if row.enquiry_status is not None else None
