"""The key of this installation, and what it is for: names without ids, buttons nobody can forge.

Rasa must not learn Telegram ids, so a chat is known to it by a keyed hash. Callback data
is signed for its chat, so that a button copied to another chat or made up is recognised.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path


class Keys:
    """Derives every key from one secret, each for one purpose."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def _mac(self, purpose: str, text: str) -> bytes:
        return hmac.new(self._secret, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()

    def person(self, chat: int) -> str:
        """The name of a chat everywhere but in the two queues: 32 hexadecimal digits."""
        return self._mac("person", str(chat)).hex()[:32]

    def seal(self, chat: int, body: str) -> str:
        """Eight characters that bind a button's data to its chat."""
        return base64.urlsafe_b64encode(self._mac("button", f"{chat}|{body}")[:6]).decode()

    def sealed(self, chat: int, seal: str, body: str) -> bool:
        """Whether a seal is the right one."""
        return hmac.compare_digest(self.seal(chat, body).encode(), seal.encode("utf-8", "ignore"))

    def short(self, text: str) -> str:
        """A short name for a long text; the same text always has the same."""
        return base64.urlsafe_b64encode(self._mac("short", text)[:9]).decode()

    def webhook(self) -> str:
        """The secret token that Telegram sends with each webhook call."""
        return self._mac("webhook", "").hex()


def load(path: Path, given: str = "") -> Keys:
    """The key given in hexadecimal, else that of the file, made on first use and readable by us only."""
    if given:
        return Keys(bytes.fromhex(given))
    try:
        return Keys(bytes.fromhex(path.read_text("ascii").strip()))
    except FileNotFoundError:
        return Keys(_make(path))


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was quicker: its key counts
        return bytes.fromhex(path.read_text("ascii").strip())
    with os.fdopen(handle, "w") as file:
        file.write(secret.hex() + "\n")
    return secret
