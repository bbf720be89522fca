"""What every letter has: whom it goes to, when, the centre's words and paper (helpers)."""

from collections.abc import Iterable, Mapping

from wset_desk.domain.candidates import full_name
from wset_desk.domain.letters import LETTER_TEXTS, LetterKind, closing_of, opening_of
from wset_desk.i18n import _
from wset_desk.services.centre_pictures import logo
from wset_desk.services.letters.rows import Letter, LetterBatch, Letterhead, LetterTable
from wset_desk.services.letters.words import plain_date
from wset_desk.services.notices.writing import of_person_and_centre
from wset_desk.services.prices import today
from wset_desk.services.text_blocks import in_words
from wset_desk.storage.schema import Candidate
from wset_desk.storage.unit_of_work import UnitOfWork


def letter_to(
    uow: UnitOfWork,
    candidate: Candidate,
    kind: LetterKind,
    values: Mapping[str, str],
    *,
    facts: Iterable[tuple[str, str]] = (),
    table: LetterTable | None = None,
    verdict: str = "",
) -> Letter:
    """A letter with the centre's beginning and end; facts that say nothing are left out."""
    told = {**of_person_and_centre(uow, candidate), **values}
    return Letter(
        kind=kind,
        candidate_id=candidate.id,
        name=full_name(candidate.first_name, candidate.last_name),
        number=candidate.candidate_number,
        address=candidate.address or "",
        day=plain_date(today(uow)),
        title=_(LETTER_TEXTS[kind].title),
        opening=in_words(uow, opening_of(kind), told),
        closing=in_words(uow, closing_of(kind), told),
        facts=tuple((label, text) for label, text in facts if text),
        table=table,
        verdict=verdict,
    )


def batch_of(uow: UnitOfWork, letters: Iterable[Letter]) -> LetterBatch:
    """The letters on the centre's paper."""
    return LetterBatch(letterhead_of(uow), today(uow), tuple(letters))


def letterhead_of(uow: UnitOfWork) -> Letterhead:
    """The centre's paper."""
    centre = uow.centre
    return Letterhead(
        centre.name, centre.address or "", centre.email or "", centre.phone or "", logo(uow)
    )
