"""What a web process does before its first page, so that no reader waits for it."""

from __future__ import annotations

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from django.utils import translation

#: After how many objects more than went the collector looks; after how many looks among those that stayed.
SELDOM = (50_000, 20, 20)


def warm_up() -> int:
    """Read all addresses, languages and templates, then set aside what is there; how many templates there are.

    What is there now stays to the end. The collector of garbage would walk over all of it again and again, a
    tenth of a second each time, in the middle of somebody's page. And it comes seldom: a page leaves little behind
    in circles, and looking for it after every few hundred objects is a tenth of the time a page takes.
    """
    _ = get_resolver().url_patterns
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("Yuinowa")
    names = _templates()
    for name in names:
        get_template(name)  # its loader keeps it
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    return len(names)


def _templates() -> list[str]:
    """The names of our own templates."""
    ours = Path(__file__).parents[1]
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    return sorted(
        path.relative_to(folder).as_posix()
        for folder in folders
        if folder.is_relative_to(ours)
        for path in folder.rglob("*.html")
    )
