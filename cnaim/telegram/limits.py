"""How fast we may send, and how fast anybody may write. The clock is a parameter.

python-telegram-bot's own limiter stops every chat on one chat's 429 and counts typing
signs (measured: telegram.md 0); here a hold concerns one chat only.
"""

from collections import OrderedDict


CROWDED = 1.0
"""Seconds of waiting answers from which "one moment" would only make everybody wait longer."""


class Bucket:
    """Tokens that come back at a rate. `reserve` takes one and says how long to wait for it."""

    __slots__ = ("rate", "burst", "_free")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self._free = 0.0  # time at which the bucket is full again

    def reserve(self, now: float) -> float:
        """Take a token; seconds until it may be used."""
        self._free = max(self._free, now) + 1 / self.rate
        return max(0.0, self._free - now - self.burst / self.rate)

    def backlog(self, now: float) -> float:
        """Seconds until a token taken now could be used."""
        return max(0.0, self._free - now - self.burst / self.rate)

    def take(self, now: float) -> bool:
        """Take a token if one is there."""
        if max(self._free, now) + 1 / self.rate - now > self.burst / self.rate + 1e-9:
            return False
        self._free = max(self._free, now) + 1 / self.rate
        return True

    def full(self, now: float) -> bool:
        """Whether nothing of it has been used of late, so that it can be thrown away."""
        return self._free <= now


class Buckets:
    """One bucket a key; those not in use are dropped, so memory stays flat."""

    def __init__(self, rate: float, burst: float, most: int = 5000) -> None:
        self._rate, self._burst, self._most = rate, burst, most
        self._buckets: "OrderedDict[object, Bucket]" = OrderedDict()

    def of(self, key: object, now: float) -> Bucket:
        """The bucket of a key."""
        if key not in self._buckets:
            self._shrink(now)
            self._buckets[key] = Bucket(self._rate, self._burst)
        self._buckets.move_to_end(key)
        return self._buckets[key]

    def _shrink(self, now: float) -> None:
        if len(self._buckets) < self._most:
            return
        for key in [k for k, b in self._buckets.items() if b.full(now)]:
            del self._buckets[key]
        while len(self._buckets) >= self._most:
            self._buckets.popitem(last=False)


class SendingLimits:
    """Telegram's limits: about 30 a second in all, 1 a second a chat with bursts, 20 a minute a group."""

    def __init__(self, overall: float = 28.0, a_chat: float = 1.0, burst: int = 6) -> None:
        self._overall = Bucket(overall, max(1.0, overall))
        self._chats = Buckets(a_chat, burst)
        self._groups = Buckets(19 / 60, 10)
        self._holds: dict[int, float] = {}

    def chat_wait(self, chat: int, now: float) -> float:
        """Seconds until this chat may get its next message, apart from everybody else."""
        held = max(0.0, self._holds.pop(chat, 0.0) - now)
        waits = [held, self._chats.of(chat, now).reserve(now)]
        if chat < 0:
            waits.append(self._groups.of(chat, now).reserve(now))
        return max(waits)

    def overall_wait(self, now: float) -> float:
        """Seconds until any message may go out."""
        return self._overall.reserve(now)

    def crowded(self, now: float) -> bool:
        """Whether answers already wait for their turn, so that nothing else should be sent."""
        return self._overall.backlog(now) > CROWDED

    def hold(self, chat: int, until: float) -> None:
        """Telegram said 429 for this chat."""
        self._holds[chat] = until


class Floods:
    """Who writes faster than anybody reads. Counted by the messages' own times, so a backlog is no flood."""

    def __init__(self, burst: int = 30, rate: float = 0.5, notice_every: float = 60.0) -> None:
        self._buckets = Buckets(rate, burst)
        self._noticed: "OrderedDict[int, float]" = OrderedDict()
        self._every = notice_every

    def accepts(self, chat: int, written: float) -> bool:
        """Whether a message is to be answered."""
        return self._buckets.of(chat, written).take(written)

    def notice(self, chat: int, now: float) -> bool:
        """Whether to tell this chat now; once a minute at most."""
        if now - self._noticed.get(chat, -self._every) < self._every:
            return False
        self._noticed[chat] = now
        self._noticed.move_to_end(chat)
        while len(self._noticed) > 1000:
            self._noticed.popitem(last=False)
        return True
