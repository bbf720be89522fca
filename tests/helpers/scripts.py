"""Loads the scripts of `packaging/`, which is no package, for the tests."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def load_script(relative: str) -> ModuleType:
    """The script at that path of the tree, as a module of its own."""
    file = ROOT / relative
    specification = importlib.util.spec_from_file_location(f"script_{file.stem}", file)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
