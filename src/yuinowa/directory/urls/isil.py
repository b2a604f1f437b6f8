"""The ISIL register."""

from django.urls import path, register_converter

from yuinowa.directory.domain.isil_applications import ApplicationAction
from yuinowa.directory.domain.register import Section
from yuinowa.directory.views import isil, isil_applications, isil_runs

app_name = "isil"


class SectionConverter:
    """A part of the register by its code."""

    regex = "|".join(section.value for section in Section)

    def to_python(self, value: str) -> Section:
        return Section(value)

    def to_url(self, value: str) -> str:
        return Section(value).value


class ActionConverter:
    """A step of an application by its code."""

    regex = "|".join(action.value for action in ApplicationAction)

    def to_python(self, value: str) -> ApplicationAction:
        return ApplicationAction(value)

    def to_url(self, value: str) -> str:
        return ApplicationAction(value).value


class NumberConverter:
    """Anything that begins like a Japanese number; the view says whether it is one."""

    regex = "[Jj][Pp]-?[0-9]{1,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SectionConverter, "isil_section")
register_converter(ActionConverter, "isil_action")
register_converter(NumberConverter, "isil")

urlpatterns = [
    path("", isil.entry_list, name="entry-list"),
    path("export.csv", isil.entry_export, name="entry-export"),
    path("register/<isil_section:section>.csv", isil.register_export, name="register-export"),
    path("files/", isil_runs.run_list, name="run-list"),
    path("files/<int:pk>/", isil_runs.run_detail, name="run-detail"),
    path("files/<int:pk>/notes.csv", isil_runs.run_notes, name="run-notes"),
    path("files/<int:pk>/take/", isil_runs.run_take, name="run-take"),
    path("files/<int:pk>/again/", isil_runs.run_again, name="run-again"),
    path("files/<int:pk>/drop/", isil_runs.run_drop, name="run-drop"),
    path("files/<int:pk>/undo/", isil_runs.run_undo, name="run-undo"),
    path("applications/", isil_applications.application_list, name="application-list"),
    path("applications/new/", isil_applications.application_new, name="application-new"),
    path("applications/<int:pk>/", isil_applications.application_detail, name="application-detail"),
    path(
        "applications/<int:pk>/<isil_action:action>/",
        isil_applications.application_act,
        name="application-act",
    ),
    path("<isil:isil>/", isil.entry_detail, name="entry-detail"),
    path("<isil:isil>/change/", isil_applications.entry_change, name="entry-change"),
    path("<isil:isil>/abolish/", isil_applications.entry_abolish, name="entry-abolish"),
]
