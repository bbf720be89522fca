"""What the tables are made of, for services that speak of any record."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column

from wset_desk.storage.schema import Base


def columns_of(entity: str) -> Mapping[str, Column[Any]]:
    """The columns of a table by name; none for a table that doesn't exist (any more)."""
    table = Base.metadata.tables.get(entity)
    return {} if table is None else dict(table.columns)


def references_of(entity: str) -> Mapping[str, str]:
    """The columns of a table that hold another record's id, with the name of that one's table;
    none for a table that doesn't exist."""
    return _references_of(entity) if entity in Base.metadata.tables else {}


@cache
def _references_of(entity: str) -> Mapping[str, str]:
    return {
        keys[-1]: constraint.referred_table.name
        for constraint in Base.metadata.tables[entity].foreign_key_constraints
        if len(keys := list(constraint.column_keys)) > 1
    }
