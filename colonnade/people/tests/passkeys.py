"""A passkey made of software, for tests: answers what a browser would answer (W3C Web Authentication, level 2)."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    """One key pair for one site; ``make`` registers it, ``prove`` signs a challenge."""

    def __init__(self, origin: str = "http://testserver") -> None:
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user = b""
        self.count = 0

    def make(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.create``."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            self._site(asked["rp"]["id"]),
            FLAGS | AuthenticatorData.FLAG.AT,
            self.count,
            AttestedCredentialData.create(b"\0" * 16, self.id, public),
        )
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        said = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", asked["challenge"])),
            "attestationObject": websafe_encode(attestation),
            "transports": ["internal"],
        }
        return self._answer(said, {"credProps": {"rk": True}})

    def prove(self, options: dict[str, Any]) -> str:
        """Answer ``navigator.credentials.get``."""
        asked = options["publicKey"]
        self.count += 1
        data = AuthenticatorData.create(self._site(asked["rpId"]), FLAGS, self.count)
        client = self._client("webauthn.get", asked["challenge"])
        signed = bytes(data) + hashlib.sha256(client).digest()
        said = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(self.user),
        }
        return self._answer(said, {})

    @staticmethod
    def _site(name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, said: dict[str, Any], results: dict[str, Any]) -> str:
        known = websafe_encode(self.id)
        answer = {"id": known, "rawId": known, "type": "public-key", "response": said}
        return json.dumps({**answer, "clientExtensionResults": results})
