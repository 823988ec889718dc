"""Rasa's server, started without its command line: `python -m cnaim.rasa_server MODEL PORT ENDPOINTS`.

The same server as `rasa run -i 127.0.0.1`; importing only what serving needs starts it
sooner and keeps users' texts out of the logs.
"""

import os
import sys


def main() -> None:
    """Serve the REST channel on loopback until stopped."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from .training import quiet

    quiet()
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    model, port, endpoints = sys.argv[1:4]
    serve_application(
        model,
        interface="127.0.0.1",
        port=int(port),
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints(endpoints),
    )


if __name__ == "__main__":
    main()
