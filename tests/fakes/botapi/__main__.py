"""`python -m tests.fakes.botapi --port 8081`: the server as a process; prints its address first."""

import argparse
import asyncio

from . import BotApi


async def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser("tests.fakes.botapi")
    parser.add_argument("--port", type=int, default=8081)
    async with BotApi(parser.parse_args().port) as api:
        print(f"{api.url} token {api.token}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
