#!/usr/bin/env bash
# The program ip (iproute2) for the test that cuts a network: the one that is there, or the
# system's package. Without it and without the right to install it, it says why and ends
# well: the test then skips with the same reason, as it does where it may make no networks.
set -euo pipefail
if command -v ip >/dev/null 2>&1; then exit 0; fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! sudo -n true 2>/dev/null; then
    echo "ip (iproute2) is not installed and this user may not install it;" \
      "the test that cuts a network will be skipped" >&2
    exit 0
  fi
  as_root="sudo"
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "install iproute2 to run the test that cuts a network" >&2
  exit 0
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
  iproute2 >/dev/null
