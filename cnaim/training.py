"""One trained model for one state of the data: trains when none fits, decided by a hash."""

import contextlib
import hashlib
import io
import os
import sys
from pathlib import Path

from . import ROOT

MODELS = ROOT / "models"
INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "cnaim/nlu/*.py", "cnaim/text.py", "cnaim/understanding.py", "uv.lock")


def fingerprint() -> str:
    """Changes when anything that training reads changes."""
    seen = hashlib.sha1()
    for pattern in INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            seen.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]


def model_path() -> Path:
    """Where the model for the present data is, or will be."""
    return MODELS / f"cnaim-{fingerprint()}.tar.gz"


def ensure() -> Path:
    """The model that fits the data, trained now when it is missing.

    Exits with one line when the data is broken.
    """
    path = model_path()
    if not path.exists():
        print("Training the assistant (one to four minutes the first time)…", file=sys.stderr, flush=True)
        train(path)
        for old in sorted(MODELS.glob("cnaim-*.tar.gz"), key=os.path.getmtime)[:-3]:
            old.unlink()
    return path


def train(path: Path) -> None:
    """Train with Rasa, in this process, into `path`."""
    refuse_tensorflow_components()
    refuse_broken_data()
    quiet()
    from rasa.model_training import train as rasa_train

    os.chdir(ROOT)
    name = path.name.removesuffix(".tar.gz")
    with contextlib.redirect_stdout(sys.stderr if os.environ.get("CNAIM_VERBOSE") else io.StringIO()):
        result = rasa_train("domain.yml", "config.yml", "data", output=str(MODELS), fixed_model_name=name, force_training=True)
    if result.code or not path.exists():
        raise SystemExit("training failed; run it again with CNAIM_VERBOSE=1 to see why")


def refuse_broken_data() -> None:
    """Say what is wrong in `data/` with file and line, before Rasa's traceback."""
    from .check import data

    wrong = [p for p in data.problems() if not p.warning]
    if wrong:
        raise SystemExit("\n".join(str(p) for p in wrong[:10]))


def refuse_tensorflow_components() -> None:
    """Say in one line, before Rasa's traceback, that a component needs the real TensorFlow."""
    import yaml

    text = (ROOT / "config.yml").read_text("utf-8")
    names = [part["name"] for key in ("pipeline", "policies") for part in yaml.safe_load(text)[key] or ()]
    for name in names:
        if name in ("DIETClassifier", "TEDPolicy", "UnexpecTEDIntentPolicy", "ResponseSelector"):
            line = next(i for i, row in enumerate(text.splitlines(), 1) if name in row)
            raise SystemExit(f"config.yml:{line}: {name} needs TensorFlow, which this installation leaves out; see README, 'Real TensorFlow'")


def quiet() -> None:
    """Rasa's logs at warnings, its telemetry off, its library's deprecations unsaid."""
    import logging
    import warnings

    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # also switches Rasa's progress bars off
    warnings.filterwarnings("ignore")
    for name in ("rasa", "matplotlib", "apscheduler", "sanic", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.ERROR)
    from rasa.utils.log_utils import configure_structlog


    configure_structlog(logging.ERROR)
    _tracebacks_without_values()


def _tracebacks_without_values() -> None:
    """Rasa prints local variables with an exception; people's words would be among them."""
    import structlog

    def plain(processor):
        if isinstance(processor, structlog.dev.ConsoleRenderer):
            return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        return processor

    structlog.configure(processors=[plain(p) for p in structlog.get_config()["processors"]])
