"""PDFs read back as their readers see them: text, pages, pictures."""

import unicodedata

import pypdfium2
from PIL import Image


def page_texts(content: bytes) -> list[str]:
    """The text of each page, composed, line by line."""
    document = pypdfium2.PdfDocument(content)
    try:
        found = []
        for page in document:
            text_page = page.get_textpage()
            found.append(text_page.get_text_range())
            text_page.close()
            page.close()
    finally:
        document.close()
    return [unicodedata.normalize("NFC", each).replace("\r\n", "\n") for each in found]


def pdf_text(content: bytes) -> str:
    """The text of all pages."""
    return "\n".join(page_texts(content))


def page_picture(content: bytes, number: int = 0, scale: float = 1.0) -> Image.Image:
    """A page as it is seen, 72 dots an inch at scale 1."""
    document = pypdfium2.PdfDocument(content)
    try:
        return document[number].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def ink(picture: Image.Image) -> int:
    """How many dots aren't white."""
    return sum(picture.convert("L").point(lambda shade: shade < 200 and 255).histogram()[255:])
