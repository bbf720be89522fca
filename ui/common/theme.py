"""Colours, type and spacing of every window, read from one file of design tokens.

The application has exactly one :class:`Theme`; :func:`theme` answers it. Widgets read colours when
they paint and connect to :attr:`Theme.changed`, so light, dark and text size change at once.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.common.style_sheet import fill_style_sheet
from wset_desk.system.resources import resource_path

SMALLEST_TEXT = 90
LARGEST_TEXT = 200
_FULL = 100


class Appearance(StrEnum):
    """What a person chose; ``SYSTEM`` follows the desktop where it tells."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The tokens at the chosen appearance and text size.

    ``changed`` is emitted after palette, application font and style sheet were replaced.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._tokens: dict[str, Any] = json.loads(
            resource_path("styles/tokens.json").read_text(encoding="utf-8")
        )
        self._appearance = Appearance.SYSTEM
        self._text_size = _FULL
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int | None, bool], QFont] = {}
        _load_fonts()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def text_size(self) -> int:
        """Percent of the designed size, 90 to 200."""
        return self._text_size

    @property
    def is_dark(self) -> bool:
        if self._appearance is Appearance.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._appearance is Appearance.DARK

    def set_appearance(self, appearance: Appearance) -> None:
        self.set_up(appearance, self._text_size)

    def set_text_size(self, percent: int) -> None:
        self.set_up(self._appearance, percent)

    def set_up(self, appearance: Appearance, text_size: int) -> None:
        """Take both at once, so that a window is styled only once."""
        text_size = max(SMALLEST_TEXT, min(LARGEST_TEXT, text_size))
        if (appearance, text_size) == (self._appearance, self._text_size):
            return
        self._appearance, self._text_size = appearance, text_size
        self._apply()

    def color(self, key: str) -> QColor:
        """The colour of a token such as ``text2`` or ``cat.bundled.fg``; KeyError if unknown."""
        found = self._colors.get(key)
        if found is None:
            value: Any = self._tokens["dark" if self.is_dark else "light"]
            for part in key.split("."):
                value = value[part]
            found = self._colors[key] = QColor(cast(str, value))
        return found

    def font(self, style: str, weight: int | None = None, *, tabular: bool = False) -> QFont:
        """The font of a type style (``body``, ``title`` …); ``tabular`` aligns digits."""
        key = (style, weight, tabular)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._make_font(style, weight, tabular)
        return QFont(found)

    def space(self, step: int) -> int:
        """A step of the spacing scale in pixels, grown with the text."""
        return self.px(self._tokens["space"][str(step)])

    def px(self, pixels: float) -> int:
        """Pixels of the design at 100 %, grown with the text."""
        return round(pixels * self._text_size / _FULL)

    def radius(self, name: str) -> int:
        return int(self._tokens["radius"][name])

    def duration(self, name: str) -> int:
        """Milliseconds of a motion token such as ``fast`` or ``toastMs``."""
        return int(self._tokens["motion"][name])

    def size(self, name: str) -> int:
        """A size token (``control``, ``navRail`` …) in pixels, grown with the text."""
        return self.px(self._tokens["size"][name])

    def _make_font(self, style: str, weight: int | None, tabular: bool) -> QFont:
        kind = self._tokens["type"][style]
        font = QFont(self._tokens["font"]["family"])
        font.setPixelSize(self.px(kind["px"]))
        font.setWeight(QFont.Weight(weight or kind["weight"]))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow_system(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        self._colors.clear()
        self._fonts.clear()
        self._application.setFont(self.font("body"))
        self._application.setPalette(self._palette())
        self._application.setStyleSheet(fill_style_sheet(self))
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, key in _PALETTE.items():
            palette.setColor(role, self.color(key))
        for role in (QPalette.ColorRole.WindowText, *_TEXT_ROLES):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text3"))
        return palette


_TEXT_ROLES = (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "textOnAccent",
    QPalette.ColorRole.ToolTipBase: "overlay",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Link: "accentText",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "borderStrong",
    QPalette.ColorRole.Accent: "accent",
}


def _load_fonts() -> None:
    for file in sorted(resource_path("fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def theme() -> Theme:
    """The application's theme, made at the first call (a QApplication must exist)."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    found = application.findChild(Theme)
    return found if found is not None else Theme(application)
