#!/usr/bin/env bash
# A PostgreSQL with PostGIS for the tests of the server store: the one that is there, or the
# system's packages. Without either, and without the right to install, it says why and ends
# well: the tests of the server store then skip with the same reason.
set -euo pipefail

found() {
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/bin /usr/local/bin; do
    [ -x "$folder/initdb" ] || continue
    share=$("$folder/pg_config" --sharedir 2>/dev/null || true)
    for place in "$share" "/usr/share/postgresql/$(basename "$(dirname "$folder")")"; do
      [ -f "$place/extension/postgis.control" ] && return 0
    done
  done
  return 1
}

if found; then exit 0; fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "PostgreSQL with PostGIS is not installed and this user may not install it;" \
      "the tests of the server store will be skipped" >&2
    exit 0
  fi
  as_root="sudo"
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "install PostgreSQL and PostGIS to run the tests of the server store" >&2
  exit 0
fi
$as_root apt-get update -qq
# The package's own cluster is not wanted: the tests start theirs in a folder of their own.
$as_root mkdir -p /etc/postgresql-common/createcluster.d
echo "create_main_cluster = false" |
  $as_root tee /etc/postgresql-common/createcluster.d/no-main-cluster.conf >/dev/null
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
  postgresql postgresql-postgis >/dev/null
found || { echo "PostGIS did not install" >&2; exit 1; }
