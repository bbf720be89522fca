"""A look at every page, once, for whoever wants to see within a minute what the program is."""

from __future__ import annotations

from ui.desk.navigation import PAGES
from ui.desk.screen import Screen
from ui.desk.tour import office, scenes
from ui.desk.tour.guide import Guide


def every_page(guide: Guide) -> None:
    """Each page of the desk as the administrator of the sample finds it, and the help."""
    scenes.sign_in(guide)
    for page in PAGES:
        guide.go(page.name, Screen)
        guide.picture(page.name)
    office.sync(guide)
    office.help_page(guide)
