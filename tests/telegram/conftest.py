"""The bridge hands stored calls to python-telegram-bot as data, which it remarks upon."""


def pytest_configure(config):
    """Leave out remarks that we know."""
    config.addinivalue_line("filterwarnings", "ignore:Please use 'Bot.")
    config.addinivalue_line("filterwarnings", "ignore:pkg_resources is deprecated")

    import logging

    for name in ("httpx", "aiohttp.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
