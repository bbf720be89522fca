"""Collects every marked text into `resources/i18n/wset_desk.pot`, the translators' template."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "resources" / "i18n" / "wset_desk.pot"
PACKAGES = ("wset_desk", "ui")
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

HEADER = rb"""msgid ""
msgstr ""
"Project-Id-Version: WSET Desk\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def collect(root: Path = ROOT) -> Catalog:
    """The marked texts of all packages, each with the files that it stands in."""
    catalogue = Catalog(project="WSET Desk", charset="utf-8", fuzzy=False)
    for package in PACKAGES:
        found = extract_from_dir(
            root / package,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for filename, _line, message, comments, context in found:
            # Line numbers would change the template with every edit.
            location = (f"{package}/{Path(filename).as_posix()}", 0)
            catalogue.add(message, None, [location], auto_comments=comments, context=context)
    return catalogue


def template(root: Path = ROOT) -> bytes:
    """The template's content: the same for the same texts, whenever and wherever it is made."""
    entries = BytesIO()
    write_po(entries, collect(root), omit_header=True, include_lineno=False, sort_output=True)
    return HEADER + entries.getvalue()


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)} is up to date.\n")
