"""A placeholder for TensorFlow: lets Rasa import, and says one clear line when used.

Rasa 3.6 derives a few classes from TensorFlow's at import, whatever the configuration.
No component of our pipeline uses it, so this package only answers those imports; it saves
about 1.5 GB of disk, 5 s of start-up and 250 MB of memory. Any *call* raises `HELP`.

`tensorflow.experimental` stays absent on purpose: thinc (spaCy) probes for it and must
meet an ImportError to believe that there is no TensorFlow.
"""
import importlib.abc
import importlib.machinery
import sys
import types

HELP = (
    "this installation has no TensorFlow, which {name} needs "
    "(DIET, TED, UnexpecTED and ResponseSelector use it); see README, 'Real TensorFlow'"
)


class _Meta(type):
    """A class that answers every attribute with another such class, and refuses calls."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _make(f"{cls._path}.{name}")

    def __call__(cls, *args, **kwargs):
        raise RuntimeError(HELP.format(name=cls._path))


def _make(path):
    return _Meta(path.rsplit(".", 1)[-1], (), {"_path": path})


class _Module(types.ModuleType):
    """A module whose every attribute is a placeholder class."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _make(f"{self.__name__}.{name}")


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves just the submodules that Rasa 3.6.21 imports, and no other."""

    NAMES = frozenset(
        """tensorflow.keras tensorflow.keras.backend tensorflow.keras.callbacks
        tensorflow.keras.utils tensorflow.types tensorflow.types.experimental
        tensorflow.python tensorflow.python.eager tensorflow.python.eager.wrap_function
        tensorflow.python.types tensorflow.python.types.core keras.utils
        keras.utils.control_flow_util""".split()
    )

    def find_spec(self, name, path, target=None):
        if name in self.NAMES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        """Nothing to execute: the module answers by attribute."""


sys.meta_path.append(_Finder())
sys.modules[__name__].__class__ = _Module
