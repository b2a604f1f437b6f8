"""The problem types our REST answers may carry.

Titles are message ids: the edge translates them. ``type`` is a path below the installation's own
address, where a page explains it.
Source: RFC 9457, 3.1
"""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.kernel.errors import YuinowaError


@dataclass(frozen=True)
class Problem:
    code: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return f"/problems/{self.code}"


PROBLEMS: dict[str, Problem] = {
    problem.code: problem
    for problem in (
        Problem("unreadable", 400, "The request could not be read."),
        Problem("not-signed-in", 401, "Please sign in."),
        Problem("not-allowed", 403, "This is not yours to do."),
        Problem("sign-in-again", 403, "This asks for a sign-in a moment ago."),
        Problem("not-found", 404, "There is no such thing here."),
        Problem("method-not-allowed", 405, "This address does not take that method."),
        Problem("wrong-state", 409, "The present state does not allow this."),
        Problem("transition-refused", 409, "This has moved on to another state."),
        Problem("version-moved-on", 409, "Somebody else saved in the meantime."),
        Problem("already-done", 409, "This was already done."),
        Problem("too-large", 413, "The request is too large."),
        Problem("media-type", 415, "This address does not take that media type."),
        Problem("input-refused", 422, "Some of the input cannot be taken."),
        Problem("refused", 422, "This cannot be done."),
        Problem("too-many", 429, "Too many requests. Please wait a little."),
        Problem("our-fault", 500, "Something went wrong on our side."),
        Problem("unavailable", 503, "This is not available at the moment."),
    )
}


def problem_of(error: YuinowaError) -> Problem:
    return PROBLEMS[error.code]
