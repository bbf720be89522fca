"""What a database says of its own schema, in a form that can be compared."""

from typing import Any

from sqlalchemy import Engine, Inspector, inspect

Description = dict[str, dict[str, list[str]]]


def describe_schema(engine: Engine) -> Description:
    """Table → columns, keys, references, CHECKs and indexes, each as sorted text."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        tables = set(inspector.get_table_names()) - {"alembic_version"}
        return {table: _describe_table(inspector, table) for table in sorted(tables)}


def _describe_table(inspector: Inspector, table: str) -> dict[str, list[str]]:
    return {
        "columns": _sorted(inspector.get_columns(table)),
        "primary key": [str(inspector.get_pk_constraint(table))],
        "references": _sorted(inspector.get_foreign_keys(table)),
        "unique": _sorted(inspector.get_unique_constraints(table)),
        "checks": _sorted(inspector.get_check_constraints(table)),
        "indexes": _sorted(inspector.get_indexes(table)),
    }


def _plain(value: Any) -> Any:
    """Dialect options hold clauses and types, which compare by identity: take their text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in sorted(value.items())}
    return value if isinstance(value, list | bool | None) else str(value)


def _sorted(items: Any) -> list[str]:
    return sorted(str(_plain(item)) for item in items)
