"""The checker: one line a problem, `path:line: what is wrong, and what would be right`.

Errors stop a release and keep the last good knowledge serving; warnings list work to do.
"""

from .problem import Problem

__all__ = ["Problem"]
