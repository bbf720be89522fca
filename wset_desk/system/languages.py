"""The languages there are: English in the source, each other one as a .po in `resources/i18n`."""

import gettext
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from wset_desk.domain.errors import DomainError
from wset_desk.i18n import ENGLISH, PSEUDO, set_language
from wset_desk.system.resources import resource_path

if TYPE_CHECKING:
    from babel.messages import Message

DOMAIN = "wset_desk"
VARIABLE = "WSET_DESK_LANGUAGE"


def available_languages(folder: Path | None = None) -> tuple[str, ...]:
    """The codes of the languages that people may choose, English first."""
    return (ENGLISH, *sorted(file.parts[-3] for file in _folder(folder).glob(_file_of("*"))))


def chosen_language(preferred: str, environ: Mapping[str, str]) -> str:
    """WSET_DESK_LANGUAGE where it is set, else what the preferences of this PC say."""
    return environ.get(VARIABLE) or preferred


def use_language(code: str, folder: Path | None = None) -> None:
    """Show everything in that language from now on. Refuses LANGUAGE_UNKNOWN.

    The pseudo-locale isn't offered to people, but can be used.
    """
    if code in (ENGLISH, PSEUDO):
        set_language(code)
        return
    file = _folder(folder) / _file_of(code)
    if code not in available_languages(folder):
        raise DomainError("LANGUAGE_UNKNOWN", field="language", language=code)
    set_language(code, compile_catalogue(file))


@cache
def compile_catalogue(file: Path) -> gettext.GNUTranslations:
    """A .po file as gettext looks things up; no compiled one lies in the tree or the wheel.

    A translation with other placeholders than its source is left out: English shows instead.
    """
    # Babel is large, and English does without it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with file.open("rb") as source:
        catalogue = read_po(source, domain=DOMAIN)
    for message in [one for one in catalogue if not keeps_placeholders(one)]:
        catalogue.delete(message.id, message.context)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def keeps_placeholders(message: "Message") -> bool:
    """Whether a translation has its source's placeholders; a plural's forms may drop some."""
    known = set().union(*map(_placeholders, _forms(message.id)))
    used = [_placeholders(text) for text in _forms(message.string or ()) if text]
    if isinstance(message.id, str):
        return all(one == known for one in used)
    return all(one <= known for one in used)


def _forms(texts: Iterable[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}
    except ValueError:
        return {text}


def _folder(folder: Path | None) -> Path:
    return folder or resource_path("i18n")


def _file_of(code: str) -> str:
    return f"{code}/LC_MESSAGES/{DOMAIN}.po"
