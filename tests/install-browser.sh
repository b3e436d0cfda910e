#!/usr/bin/env bash
# Makes sure that the tests of the workbench have a Chromium: Debian's package, where none is there and we may install one.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "No Chromium: the tests in a browser are skipped. Install Debian's package chromium to run them." >&2
  exit 0
fi
echo "Installing Chromium for the tests in a browser" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
