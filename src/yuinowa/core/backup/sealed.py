"""A file sealed with a passphrase: read by nobody without it, and not changed, cut or reordered unnoticed.

    head   = "YUINOWA-SEAL-1" and a line feed, 16 bytes of salt, 7 bytes of nonce
    key    = scrypt(passphrase, salt, n=2^15, r=8, p=1), 32 bytes
    piece  = length (4 bytes), AES-256-GCM of up to 1 MiB; nonce = head's nonce, number (4 bytes), 1 for the last, else 0
             the head is authenticated with every piece

Source: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption, 2015)
"""

from __future__ import annotations

import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from yuinowa.core.backup.faults import BackupFault

MAGIC = b"YUINOWA-SEAL-1\n"
SALT, NONCE, TAG = 16, 7, 16
HEAD = len(MAGIC) + SALT + NONCE
PIECE = 1024 * 1024
#: A passphrase shorter than this can be guessed from a stolen file.
MIN_PASSPHRASE = 16


def _cipher(passphrase: str, head: bytes) -> AESGCM:
    if len(passphrase) < MIN_PASSPHRASE:
        raise BackupFault(
            _("The passphrase is too short: %(least)s characters or more.")
            % {"least": MIN_PASSPHRASE}
        )
    salt = head[len(MAGIC) : len(MAGIC) + SALT]
    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return AESGCM(key)


def _nonce(head: bytes, number: int, *, last: bool) -> bytes:
    return head[-NONCE:] + number.to_bytes(4, "big") + bytes([last])


class SealingWriter:
    """Seals what is written to it into ``file``; the last piece goes out with ``close``."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._head = MAGIC + os.urandom(SALT + NONCE)
        self._cipher = _cipher(passphrase, self._head)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Pieces go out when they are full."""

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, plain: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(
            _nonce(self._head, self._number, last=last), plain, self._head
        )
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class SealedReader:
    """Reads what ``SealingWriter`` wrote.

    Raises:
        BackupFault: the passphrase is another, or the file was changed or cut.
    """

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._head = file.read(HEAD)
        if len(self._head) < HEAD:
            raise BackupFault(_("The file is damaged: it ends too early."))
        self._cipher = _cipher(passphrase, self._head)
        self._ready = b""
        self._number = 0
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._ready += self._next()
        taken = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(taken) :]
        return taken

    def _next(self) -> bytes:
        length = int.from_bytes(self._file.read(4), "big")
        sealed = self._file.read(length) if TAG <= length <= PIECE + TAG else b""
        if len(sealed) != length:
            raise BackupFault(_("The file is damaged: it ends too early."))
        for last in (False, True):
            try:
                plain = self._cipher.decrypt(
                    _nonce(self._head, self._number, last=last), sealed, self._head
                )
            except InvalidTag:
                continue
            self._number += 1
            self._ended = last
            return plain
        raise BackupFault(
            _("The passphrase is not the one of this backup, or the file is damaged.")
        )
