"""Runs the revisions on the connection that `wset_desk.storage.migrate` hands over."""

from alembic import context
from sqlalchemy import Connection

from wset_desk.storage.schema import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
        transactional_ddl=True,
        render_as_batch=True,
        on_version_apply=check_references,
    )
    with context.begin_transaction():
        context.run_migrations()


def check_references(ctx: object, **details: object) -> None:
    """Inside the revision's transaction: a dangling reference undoes the whole revision."""
    connection = context.get_bind()
    if connection.dialect.name != "sqlite":
        return
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if dangling:
        raise RuntimeError(f"the migration leaves dangling references: {dangling[:5]}")


run(context.config.attributes["connection"])
