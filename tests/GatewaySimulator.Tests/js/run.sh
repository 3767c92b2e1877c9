#!/usr/bin/env bash
# Runs check.js against a simulator of its own. Needs node and npm, and the package @microsoft/signalr from npm's registry: where one of them is missing it says so and ends
# with 77, which is neither passed nor failed.
set -u -o pipefail
cd "$(dirname "$0")"
missing() { echo "NOT RUN: $1. The simulator was not checked with the public JavaScript SignalR client."; exit 77; }
command -v node >/dev/null && command -v npm >/dev/null || missing "there is no node and npm here"

work=$(mktemp -d)
simulator=
trap '[ -n "$simulator" ] && kill "$simulator" 2>/dev/null && wait "$simulator"; rm -rf "$work"' EXIT
cp package.json check.js "$work"
npm install --prefix "$work" --no-audit --no-fund --no-package-lock --silent || missing "npm could not get @microsoft/signalr"

dll=../../../samples/GatewaySimulator/bin/${CONFIGURATION:-Debug}/net10.0/GatewaySimulator.dll
[ -f "$dll" ] || { echo "$dll is missing: build the solution first."; exit 1; }
dotnet exec "$dll" --port 0 --speed 300 "$@" >"$work/simulator.log" 2>&1 &
simulator=$!
for _ in $(seq 300); do
  address=$(sed -n 's|^calls *\(http://[0-9.:]*\)/api.*|\1|p' "$work/simulator.log")
  [ -n "$address" ] && break
  kill -0 "$simulator" 2>/dev/null || { cat "$work/simulator.log"; exit 1; }
  sleep 0.1
done
node "$work/check.js" "$address"
