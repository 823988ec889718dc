"""Placeholder for Keras; see the `tensorflow` package beside it."""
import sys

import tensorflow

sys.modules[__name__].__class__ = tensorflow._Module
