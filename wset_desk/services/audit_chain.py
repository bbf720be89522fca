"""The audit log as evidence: checked from its first entry to its signed end."""

from wset_desk.domain.permissions import Permission
from wset_desk.services.contract import query
from wset_desk.storage.audit_heads import CHAINED_SINCE, sign_anew
from wset_desk.storage.audit_verifying import Verified, verify
from wset_desk.storage.store import Store
from wset_desk.storage.unit_of_work import Actor, UnitOfWork

__all__ = ["Verified", "is_before_chain", "sign_here", "verify_audit"]


@query(Permission.VIEW_AUDIT)
def verify_audit(uow: UnitOfWork) -> Verified:
    """Check every entry, their order and their end; reads the whole log."""
    return verify(uow)


def sign_here(store: Store, actor: Actor, revision: str | None) -> None:
    """Sign the log of a store that has come to this program, or this computer, from `revision`.

    A log that wasn't a chain then is signed for the first time; one that isn't as it was signed
    elsewhere stays so.
    """
    with store.unit_of_work(actor, write=True) as uow:
        sign_anew(uow, is_first=is_before_chain(revision))
        uow.commit()


def is_before_chain(revision: str | None) -> bool:
    """Whether a store of this revision has no chain yet."""
    return revision is not None and revision < CHAINED_SINCE
