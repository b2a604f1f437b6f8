"""Addresses of partnerships, by subject: a module of this package adds its own ``urlpatterns``."""

from importlib import import_module
from pkgutil import iter_modules

app_name = "partnerships"
urlpatterns = [
    pattern
    for module in sorted(iter_modules(__path__), key=lambda found: found.name)
    for pattern in import_module(f"{__name__}.{module.name}").urlpatterns
]
