"""The centre's logo: a picture of any size made into a small PNG, and shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.common.icon_tile import IconTile
from ui.common.text import Label
from ui.common.theme import theme
from wset_desk.domain.errors import DomainError
from wset_desk.i18n import _
from wset_desk.services.centre_pictures import MOST_BYTES

_SIDES = (512, 256, 128)
_LARGEST_FILE = 20 << 20
_LARGEST_SIDE = 20_000
_SHOWN = 88


def small_png(path: Path) -> bytes:
    """The picture in a file as a PNG that is small enough for a logo; meant for a worker.

    Refuses IMAGE_NOT_READ, IMAGE_TOO_LARGE.
    """
    picture = _read(path)
    for side in _SIDES:
        content = _as_png(picture, side)
        if len(content) <= MOST_BYTES:
            return content
    raise DomainError("IMAGE_TOO_LARGE", kilobytes=MOST_BYTES >> 10)


def _read(path: Path) -> QImage:
    try:
        too_large = path.stat().st_size > _LARGEST_FILE
    except OSError:
        raise DomainError("FILE_NOT_READ", path=str(path)) from None
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if too_large or max(size.width(), size.height()) > _LARGEST_SIDE:
        raise DomainError("IMAGE_TOO_LARGE", kilobytes=MOST_BYTES >> 10)
    picture = reader.read() if size.isValid() else QImage()
    if picture.isNull():
        raise DomainError("IMAGE_NOT_READ")
    return picture


def _as_png(picture: QImage, side: int) -> bytes:
    fitted = picture
    if max(picture.width(), picture.height()) > side:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
        fitted = picture.scaled(QSize(side, side), keep, smooth.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    fitted.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class LogoView(QWidget):
    """The logo, or a picture of a building where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._label = Label()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing = IconTile("building", "accentText", "accentSoft", size=_SHOWN)
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._nothing)
        self._layers.addWidget(self._label)
        theme().changed.connect(self._fit)
        self.show_logo(None)

    @property
    def shows_picture(self) -> bool:
        return self._layers.currentWidget() is self._label

    def show_logo(self, content: bytes | None) -> None:
        """Show a PNG file, or that there is none."""
        self._picture = QPixmap()
        if content is not None:
            self._picture.loadFromData(content)
        self._layers.setCurrentWidget(self._nothing if self._picture.isNull() else self._label)
        self.setAccessibleName(_("Logo") if self.shows_picture else _("No logo yet"))
        self._fit()

    def _fit(self) -> None:
        side = theme().px(_SHOWN)
        self.setFixedSize(side, side)
        if not self._picture.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
            ratio = self.devicePixelRatioF()
            fitted = self._picture.scaled(
                round(side * ratio), round(side * ratio), keep, smooth.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            self._label.setPixmap(fitted)
