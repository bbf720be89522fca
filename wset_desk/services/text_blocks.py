"""What the centre says in messages and letters: as shipped, or in words of its own.

A text that is changed holds for what is written from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from wset_desk.domain.centre_texts import CENTRE_TEXTS
from wset_desk.domain.errors import DomainError
from wset_desk.domain.permissions import Permission
from wset_desk.domain.text_blocks import TextBlock as Shipped
from wset_desk.domain.text_blocks import checked_text, filled
from wset_desk.i18n import _
from wset_desk.services.contract import command, query
from wset_desk.storage.schema import TextBlock
from wset_desk.storage.unit_of_work import WITH_DELETED, UnitOfWork


@dataclass(frozen=True, slots=True)
class TextBlockRow:
    """A text as it stands; `shipped` holds what it is called, and its words to begin with.

    `own` is None where the centre says what is shipped.
    """

    shipped: Shipped
    own: str | None

    @property
    def name(self) -> str:
        return self.shipped.name

    @property
    def text(self) -> str:
        """What is said now."""
        return _(self.shipped.text) if self.own is None else self.own


@query(Permission.VIEW_CANDIDATES)
def list_text_blocks(uow: UnitOfWork) -> tuple[TextBlockRow, ...]:
    """Every text that the centre may word for itself, in the order in which they are shown."""
    own = {row.name: row.text for row in uow.session.scalars(select(TextBlock))}
    return tuple(TextBlockRow(block, own.get(block.name)) for block in CENTRE_TEXTS.values())


@command(Permission.MANAGE_SETTINGS)
def set_text_blocks(uow: UnitOfWork, *, texts: Mapping[str, str | None]) -> dict[str, str | None]:
    """Say this from now on, by name of the block; None: as shipped again.

    Answers what the centre said before in the same form, which given to this command is the
    inverse. Refuses TEXT_BLOCK_UNKNOWN, and what `checked_text` refuses.
    """
    return {name: _set(uow, name, text) for name, text in texts.items()}


def text_of(uow: UnitOfWork, name: str, default: str) -> str:
    """What the centre says there; `default` (marked) where it says what is shipped."""
    own = uow.session.scalar(select(TextBlock.text).where(TextBlock.name == name))
    return _(default) if own is None else own


def in_words(uow: UnitOfWork, name: str, values: Mapping[str, str]) -> str:
    """The block of that name with its placeholders' values; those without one are empty."""
    block = CENTRE_TEXTS[name]
    return filled(text_of(uow, name, block.text), values, block.placeholders)


def _set(uow: UnitOfWork, name: str, text: str | None) -> str | None:
    block = CENTRE_TEXTS.get(name)
    if block is None:
        raise DomainError("TEXT_BLOCK_UNKNOWN", name=name)
    said = None if text is None else checked_text(block, text)
    wanted = None if said == _(block.text) else said
    row = _row(uow, name)
    before = None if row is None or row.deleted_at is not None else row.text
    if wanted is None:
        if row is not None and row.deleted_at is None:
            uow.delete(row)
    elif row is None:
        uow.add(TextBlock(name=name, text=wanted))
    else:
        row.text, row.deleted_at = wanted, None
    return before


def _row(uow: UnitOfWork, name: str) -> TextBlock | None:
    """What was ever said there: a text that went back to the shipped one is taken up again."""
    found = select(TextBlock).where(TextBlock.name == name)
    return uow.session.scalar(found.execution_options(**WITH_DELETED))
