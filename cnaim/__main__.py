"""`python -m cnaim` is the `cnaim` command."""

from .cli import main

raise SystemExit(main())
