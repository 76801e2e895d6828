#!/usr/bin/env bash
# What the fuzzers need, in fuzz/.venv, and the corpus that the second begins with, in fuzz/.corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 -m venv fuzz/.venv
fuzz/.venv/bin/pip install --quiet --editable '.[build,dev]' 'atheris>=3'
fuzz/.venv/bin/python -m fuzz.seeds fuzz/.corpus
