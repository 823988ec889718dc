"""The bridge's life: start in order, run until told to stop, stop in order.

The order matters: answer what waits on disk before fetching more; on the way out stop
fetching first, finish what is being done, leave the rest on disk.
"""

import asyncio
import logging
import signal

from . import intake, keys, profile, retention, single, web
from .application import application_for
from .bridge import Bridge
from .settings import Settings

LOG = logging.getLogger(__name__)
PATIENCE = 8.0
"""Seconds to finish what is being done when told to stop."""
STOPPED, BROKEN, REFUSED = 0, 1, 78
"""78 (EX_CONFIG) tells the supervisor that another start would not help; the last line says why."""


class Life:
    """One run of the bridge."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ended = asyncio.Event()
        self.status = STOPPED
        self.bridge: "Bridge | None" = None
        self.web: "web.Server | None" = None

    def fatal(self, reason: str) -> None:
        """Something that no retry mends."""
        LOG.error("%s", reason)
        self.status = REFUSED
        self.ended.set()

    async def run(self) -> int:
        """Until a signal or a fatal error; the exit status."""
        try:
            held = single.lock(self.settings)
        except single.AlreadyRunning as problem:
            LOG.error("%s", problem)
            return REFUSED
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.ended.set)
        application = application_for(self.settings)
        bridge = self.bridge = Bridge(self.settings, keys.load(self.settings.run / "secret", self.settings.secret), application, self.fatal)
        telegram = intake.Telegram(application.bot, bridge, self.fatal)
        tasks = [asyncio.create_task(self._guard(part)) for part in self._parts(telegram)]
        await self.ended.wait()
        await self._stop(bridge, tasks, application)
        held.close()
        return self.status

    def _parts(self, telegram: intake.Telegram):
        bridge, settings = telegram.bridge, self.settings
        webhook = intake.Webhook(bridge) if settings.webhook else None
        yield self._talk(telegram, webhook)
        yield retention.forever(bridge)
        yield bridge.follow_the_facts()
        if settings.port >= 0:
            self.web = web.server(telegram, webhook)
            yield self.web.serve()

    async def _talk(self, telegram: intake.Telegram, webhook: "intake.Webhook | None") -> None:
        await telegram.introduce()
        await telegram.bridge.start()
        LOG.info("@%s is answering (%s)", telegram.bridge.bot_name, "webhook" if webhook else "polling")
        presenting = asyncio.create_task(profile.keep(telegram)) if self.settings.profile else None
        try:
            await self._fetch(telegram, webhook)
        finally:
            if presenting:
                presenting.cancel()

    async def _fetch(self, telegram: intake.Telegram, webhook: "intake.Webhook | None") -> None:
        if webhook:
            await webhook.register(telegram)
            await self.ended.wait()
        else:
            await intake.poll(telegram)

    async def _guard(self, part) -> None:
        """A part that breaks ends the process, so that whoever supervises it starts it anew."""
        try:
            await part
        except SystemExit:
            self.fatal(f"port {self.settings.port} is taken: set CNAIM_BRIDGE_PORT to another one")
        except Exception as problem:
            LOG.exception("the bridge stops: %s", type(problem).__name__)
            self.status = BROKEN
            self.ended.set()

    async def _stop(self, bridge: Bridge, tasks: list, application) -> None:
        if self.status == STOPPED:
            LOG.info("stopping; what waits is on disk")
        if self.web:
            self.web.should_exit = True
            await asyncio.wait(tasks[-1:], timeout=2)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await bridge.stop(PATIENCE)
        try:
            await application.shutdown()
        except Exception:  # never initialised
            LOG.debug("shutdown", exc_info=True)


async def main(settings: Settings) -> int:
    """Run the bridge; its exit status."""
    return await Life(settings).run()
