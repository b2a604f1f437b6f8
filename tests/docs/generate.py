"""``make docs``: writes the pages that are made from the code."""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    django.setup()
    from tests.docs import tables  # reads models, which are ready only now

    tables.PAGE.write_text(tables.page(), encoding="utf-8")


if __name__ == "__main__":
    main()
