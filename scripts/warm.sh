#!/usr/bin/env bash
# Compile the loops once: tests that run side by side would each do it for themselves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/holdfire demo --days 2 --no-serve --quiet --out "$folder" >/dev/null
