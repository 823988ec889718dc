"""The fault plan: which calls go wrong, how, and how often."""

from dataclasses import dataclass

DROPS = ("drop_before", "drop_after")


@dataclass
class Fault:
    """One rule. `kind`: "status", "drop_before" (lost on the way), "drop_after" (done, answer lost), "delay"."""

    method: str
    kind: str
    chat: "int | None" = None
    times: int = 1
    skip: int = 0
    status: int = 500
    description: str = "Internal Server Error"
    retry_after: int = 0
    seconds: float = 0.0

    def fits(self, method: str, chat: "int | None") -> bool:
        """Whether this rule concerns a call; counts it."""
        if self.times <= 0 or self.method not in ("*", method) or (self.chat is not None and self.chat != chat):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


TEXTS = {403: "Forbidden: bot was blocked by the user", 500: "Internal Server Error", 502: "Bad Gateway", 401: "Unauthorized"}


class Faults:
    """All rules; the first that fits is used."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, method: str = "*", kind: str = "status", **more) -> Fault:
        """Plan a fault: `add("sendMessage", status=502, times=3)`, `add("*", "drop_after")`."""
        status = more.get("status", 500)
        if "description" not in more:
            more["description"] = f"Too Many Requests: retry after {more.get('retry_after', 1)}" if status == 429 else TEXTS.get(status, "Bad Request")
        self.rules.append(Fault(method, kind, **more))
        return self.rules[-1]

    def next(self, method: str, chat: "int | None") -> "Fault | None":
        """The fault for a call, if one is planned."""
        return next((rule for rule in self.rules if rule.fits(method, chat)), None)

    def clear(self) -> None:
        """From now on everything goes well."""
        self.rules.clear()
