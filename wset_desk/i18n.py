"""The one mechanism through which every text reaches a reader: gettext, catalogue bound late.

`_("…")` is called where the text is shown, never at import time, so that a change of language
reaches it. Texts in constants are marked with `N_("…")` and translated where they are shown.
Catalogues are read from files by `wset_desk.system.languages`; here only the current one is known.
"""

import gettext as _gettext
import re

from wset_desk.domain.errors import N_

__all__ = [
    "ENGLISH",
    "N_",
    "PSEUDO",
    "PseudoTranslations",
    "_",
    "formatting_locale",
    "language",
    "ngettext",
    "npgettext",
    "pgettext",
    "pseudo",
    "set_language",
]

ENGLISH = "en"
PSEUDO = "qps"
"""A made language: every letter accented, every text about 40 % longer, nothing left out."""

_FORMATTING_LOCALES = {ENGLISH: "en_GB", PSEUDO: "en_GB"}
_KEPT = re.compile(r"\{[^{}]*\}|<[^<>]+>|&\w+;")
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇĐÉƑĜĦÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝħîĵķļɱñöþǫŕšţûṽŵẋýž",
)


def pseudo(message: str) -> str:
    """`message` in the pseudo-locale: "Save {name}" → "⟦Šåṽé {name} ~⟧".

    Placeholders, tags and entities are kept as they are.
    """
    if not message.strip():
        return message
    kept = _KEPT.findall(message)
    plain = [part.translate(_ACCENTS) for part in _KEPT.split(message)]
    body = "".join(text + mark for text, mark in zip(plain, [*kept, ""], strict=True))
    padding = "~" * max(1, round(0.4 * sum(map(len, plain))) - 2)
    return f"⟦{body} {padding}⟧"


class PseudoTranslations(_gettext.NullTranslations):
    """Answers every lookup with the accented, longer text."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


class _Current:
    code: str = ENGLISH
    translations: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(code: str, translations: _gettext.NullTranslations | None = None) -> None:
    """Make `code` the language of everything shown from now on.

    Without `translations` the texts stay as the source has them (or become the pseudo-locale's).
    """
    _Current.code = code
    _Current.translations = translations or _built_in(code)


def _built_in(code: str) -> _gettext.NullTranslations:
    return PseudoTranslations() if code == PSEUDO else _gettext.NullTranslations()


def language() -> str:
    """The current language's code."""
    return _Current.code


def formatting_locale() -> str:
    """The CLDR locale by which Babel writes dates, numbers and lists in the current language."""
    return _FORMATTING_LOCALES.get(_Current.code, _Current.code)


def _(message: str) -> str:
    """`message` in the current language."""
    return _Current.translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n`, its placeholder unfilled.

    `ngettext("{n} seat", "{n} seats", n).format(n=n)`
    """
    return _Current.translations.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """`message` as it reads in `context`, for words that differ between languages only there."""
    return _Current.translations.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, n: int) -> str:
    """`ngettext` in a context."""
    return _Current.translations.npgettext(context, singular, plural, n)
