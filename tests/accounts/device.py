"""A device that keeps passkeys, in software: what a phone does, and what a forged one might."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG
ORIGIN = "http://localhost:8000"


@dataclass
class Device:
    """Answers what ``navigator.credentials`` would; each attribute can be set to what must be refused."""

    origin: str = ORIGIN
    verifies_user: bool = True
    counts: bool = True
    uses: int = 0
    handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> str:
        """The answer to ``registration_options``."""
        self.handle = websafe_decode(options["user"]["id"])
        public_key = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # the library's own
        credential = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public_key)
        data = self._authenticator_data(options["rp"]["id"], FLAG.AT, credential)
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options),
            attestationObject=AttestationObject.create("none", data, {}),
        )

    def get(self, options: dict[str, Any]) -> str:
        """The answer to ``proof_options``."""
        client_data = self._client_data("webauthn.get", options)
        data = self._authenticator_data(options["rpId"], FLAG(0), b"")
        signed = bytes(data) + hashlib.sha256(client_data).digest()
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(SHA256())),
            userHandle=self.handle,
        )

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _authenticator_data(self, host: str, flags: FLAG, credential: bytes) -> AuthenticatorData:
        self.uses += self.counts
        flags |= FLAG.UP | (FLAG.UV if self.verifies_user else FLAG(0))
        digest = hashlib.sha256(host.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(digest, flags, self.uses, credential)
        return data

    def _answer(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.credential_id),
                "rawId": websafe_encode(self.credential_id),
                "type": "public-key",
                "response": {name: websafe_encode(part) for name, part in response.items()},
                "clientExtensionResults": {},
            }
        )
