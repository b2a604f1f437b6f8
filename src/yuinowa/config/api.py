"""The REST interface, OpenAPI 3.1 (django-ninja). A wing's endpoints stand in its ``api`` module."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from yuinowa import __version__
from yuinowa.catalogue.api import router as works
from yuinowa.core.problems import install_problem_documents
from yuinowa.directory.api import router as institutions
from yuinowa.directory.api.desks import router as desks
from yuinowa.partnerships.api import router as partnerships
from yuinowa.plans.api import router as plans
from yuinowa.plans.api.comparisons import router as comparisons


class ReadableJSON(JSONRenderer):
    """Japanese as itself and not as escapes: half the size, and a person can read it."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=ReadableJSON(),
    title="Yuinowa",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)
api.add_router("/institutions", institutions, tags=["institutions"])
api.add_router("/desks", desks, tags=["desks"])
api.add_router("/works", works, tags=["works"])
api.add_router("/partnerships", partnerships, tags=["partnerships"])
api.add_router("/plans", plans, tags=["plans"])
api.add_router("/plans", comparisons, tags=["plans"])
install_problem_documents(api)
