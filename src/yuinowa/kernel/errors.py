"""Expected failures: raised where known, translated once at the edge (page, problem document, protocol)."""

from __future__ import annotations

from typing import ClassVar


class YuinowaError(Exception):
    """A failure a person can understand: what happened, where, and what can be done next.

    ``place`` names the field, line, row or record; ``next_step`` is a whole sentence (R8).
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, message: str, *, place: str = "", next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InputRefused(YuinowaError):
    """A field or a row is not what it must be."""

    code = "input-refused"
    status = 422


class Unreadable(YuinowaError):
    """The body, its coding, a number or an id cannot be read at all."""

    code = "unreadable"
    status = 400


class NotSignedIn(YuinowaError):
    """Who asks is unknown: the key shown opens nothing."""

    code = "not-signed-in"
    status = 401


class NotAllowed(YuinowaError):
    """The object may be seen, the deed is not the actor's."""

    code = "not-allowed"
    status = 403


class SignInAgain(YuinowaError):
    """The deed hurts where it goes wrong: whoever does it proves a moment before who it is (R27)."""

    code = "sign-in-again"
    status = 403


class NotFound(YuinowaError):
    """There is no such object, or the actor may not know of it: the two look the same (R22)."""

    code = "not-found"
    status = 404


class WrongState(YuinowaError):
    """The object's state does not allow the deed."""

    code = "wrong-state"
    status = 409


class TransitionRefused(WrongState):
    """The workflow has no row for this state, action and role."""

    code = "transition-refused"


class VersionMovedOn(YuinowaError):
    """Somebody else saved in the meantime (R31)."""

    code = "version-moved-on"
    status = 409


class AlreadyDone(YuinowaError):
    """The deed was done before with other content, or the place is taken."""

    code = "already-done"
    status = 409


class TooMany(YuinowaError):
    """Too many tries; ``retry_after`` seconds until the next one is heard."""

    code = "too-many"
    status = 429

    def __init__(
        self, message: str, *, retry_after: int, place: str = "", next_step: str = ""
    ) -> None:
        super().__init__(message, place=place, next_step=next_step)
        self.retry_after = retry_after


class Unavailable(YuinowaError):
    """The database, the index or a peer is away; ``retry_after`` seconds is a guess."""

    code = "unavailable"
    status = 503

    def __init__(
        self, message: str, *, retry_after: int = 30, place: str = "", next_step: str = ""
    ) -> None:
        super().__init__(message, place=place, next_step=next_step)
        self.retry_after = retry_after
