"""A browser in two words, so that people recognise their own sessions; the whole header is not kept (R40)."""

from __future__ import annotations

# In this order: each says the name of the next ones as well.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """``Firefox, Windows``; empty, if the header says neither."""
    found = (
        next((name for mark, name in _BROWSERS if mark in user_agent), ""),
        next((name for mark, name in _SYSTEMS if mark in user_agent), ""),
    )
    return ", ".join(filter(None, found))
