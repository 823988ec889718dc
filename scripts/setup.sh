#!/usr/bin/env bash
# Makes .venv from uv.lock; brings uv by pip when it is absent. One clear line for what goes wrong.
# Standard input is never read here: a question piped into `make run` is the assistant's.
set -euo pipefail
exec </dev/null
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=${CI:+1}
[ -n "${UV_NO_PROGRESS:-}" ] || unset UV_NO_PROGRESS
mark=$(cat pyproject.toml uv.lock third_party/tensorflow/pyproject.toml third_party/tensorflow/*/*.py scripts/setup.sh | cksum)
[ "$(cat .venv/.ready 2>/dev/null || true)" = "$mark" ] && exit 0

say() { echo "setup: $*" >&2; }
if ! command -v python3.11 >/dev/null; then
  say "python3.11 is missing; on Debian: apt install python3.11 python3.11-venv"; exit 1
fi
uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  uv=.uv/bin/uv
  if [ ! -x "$uv" ]; then
    say "fetching uv…"
    rm -rf .uv
    python3.11 -m venv .uv 2>/tmp/cnaim-setup.$$ || { say "python3.11 cannot make an environment; on Debian: apt install python3.11-venv"; exit 1; }
    .uv/bin/pip install --quiet --disable-pip-version-check "uv>=0.9,<0.14" >/tmp/cnaim-setup.$$ 2>&1 \
      || { say "uv could not be fetched (is there a network?): $(tail -n 1 /tmp/cnaim-setup.$$)"; exit 1; }
  fi
fi
say "installing what uv.lock names into .venv (about 900 MB the first time)…"
"$uv" sync --locked --compile-bytecode --python python3.11 >&2 || { say "the installation failed; the lines above say why (is there a network?)"; exit 1; }
.venv/bin/python -m compileall -q cnaim actions || true  # starts are a third quicker
rm -f /tmp/cnaim-setup.$$
echo "$mark" > .venv/.ready
