#!/bin/sh
# Brings a new version in, one part after the other: who is asked before who asks (README.md).
#   roll-out.sh compose    each service is healthy before the next one is replaced
#   roll-out.sh cluster    each part has rolled before the next one is applied
# Stops where one does not come up. Run again, it goes on.
set -eu
cd "$(dirname "$0")"

subgraphs="personnel patients results pharmacy referrals"

case "${1:-}" in
  compose)
    for service in $subgraphs gateway-1 gateway-2; do
      docker compose -f compose.yml up -d --no-deps --wait "$service"
    done
    ;;
  cluster)
    # Under a name of their own, so that what runs keeps the settings it has.
    kubectl apply -k . -l app=settings
    for part in $subgraphs gateway; do
      kind=deployment
      if [ "$part" = gateway ]; then kind=statefulset; fi
      kubectl apply -k . -l "app=$part"
      kubectl -n lianyi rollout status "$kind/$part" --timeout=10m
    done
    # What is no part of the product.
    kubectl apply -k .
    ;;
  *)
    echo "Usage: roll-out.sh compose|cluster" >&2
    exit 2
    ;;
esac
