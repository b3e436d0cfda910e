#!/usr/bin/env bash
# Makes sure that the tests of a ledger in PostgreSQL have a server: Debian's package, where none is there and we may install one.
set -euo pipefail
if command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "No PostgreSQL: the tests of a ledger on a server are skipped. Install Debian's package postgresql to run them." >&2
  exit 0
fi
echo "Installing PostgreSQL for the tests of a ledger on a server" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql-common >/dev/null
# the tests start a server of their own in a folder that is gone afterwards: none is to run beside it
sed -i -E 's/^#?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
apt-get install -y -qq --no-install-recommends postgresql >/dev/null
