#!/usr/bin/env bash
# Build the wheel, install it in an empty environment, run the demo there without Node.
set -euo pipefail
room="$(mktemp -d)"
trap 'rm -rf "$room"' EXIT
.venv/bin/uv build --quiet --out-dir "$room/dist"
wheel="$(ls "$room"/dist/*.whl)"
for part in web/static/manifest.json agreement/library reports/report.schema.json; do
  python3 - "$wheel" "$part" <<'PY'
import sys, zipfile
names = zipfile.ZipFile(sys.argv[1]).namelist()
if not any(sys.argv[2] in name for name in names):
    sys.exit(f"the wheel lacks {sys.argv[2]}")
if any("countries-" in name for name in names):
    sys.exit("the wheel holds a set of borders")
PY
done
python3 -m venv "$room/empty"
"$room/empty/bin/pip" install --quiet --disable-pip-version-check "$wheel"
mkdir "$room/home"
(cd "$room/home" && PATH="$room/empty/bin:/usr/bin:/bin" holdfire demo --no-serve --days 10)
echo "wheel: the demo ran in an empty environment"
