#!/bin/sh
# Dumps every database of the product into one compressed file, all as of one moment, and keeps the newest.
#   backup.sh once      one dump, exit 1 where it failed
#   backup.sh always    a dump every BACKUP_EVERY_SECONDS; a failed one is tried again in a minute
#   backup.sh healthy   exit 0 where the newest dump is not older than two intervals
# MYSQL_HOST, MYSQL_PORT, MYSQL_USER, MYSQL_PASSWORD; BACKUP_DIR, BACKUP_KEEP; BACKUP_DATABASES, a
# pattern of LIKE.
set -eu
umask 077
dir=${BACKUP_DIR:-/backup}
keep=${BACKUP_KEEP:-14}
every=${BACKUP_EVERY_SECONDS:-86400}
which=${BACKUP_DATABASES:-lianyi\\_%}

# The password is in a file only this user reads, never in a command line.
options=$(mktemp)
trap 'rm -f "$options"' EXIT
trap 'exit 0' TERM INT
printf '[client]\nhost=%s\nport=%s\nuser=%s\npassword="%s"\n' \
  "${MYSQL_HOST:-mysql}" "${MYSQL_PORT:-3306}" "${MYSQL_USER:-lianyi}" "${MYSQL_PASSWORD:-}" >"$options"

once() {
  databases=$(mysql --defaults-extra-file="$options" --batch --skip-column-names \
    --execute "SHOW DATABASES LIKE '$which'")
  if [ -z "$databases" ]; then echo 'backup: there is no database of the product.' >&2; return 1; fi
  # MySQL's own tool would ask for rights over the whole server to note its position.
  gtid=
  if mysqldump --help | grep -q -e '--set-gtid-purged'; then gtid=--set-gtid-purged=OFF; fi
  name="$dir/lianyi-$(date -u +%Y%m%dT%H%M%SZ).sql"
  # One transaction for all databases: what one part told another is in both or in neither.
  # shellcheck disable=SC2086
  mysqldump --defaults-extra-file="$options" --single-transaction --quick --no-tablespaces \
    --hex-blob --triggers --routines $gtid --databases $databases >"$name.part" || return 1
  case "$(tail -n 1 "$name.part")" in
  '-- Dump completed'*) ;;
  *) echo 'backup: the dump is not whole.' >&2; return 1 ;;
  esac
  gzip -c "$name.part" >"$name.gz.part" && gzip -t <"$name.gz.part" || return 1
  sync
  mv "$name.gz.part" "$name.gz"
  rm -f "$dir"/lianyi-*.part
  date +%s >"$dir/last"
  set -- "$dir"/lianyi-*.sql.gz
  while [ $# -gt "$keep" ]; do rm -f "$1"; shift; done
  echo "backup: $name.gz"
}

case "${1:-}" in
once) once ;;
always)
  while :; do
    if once; then pause=$every; else pause=60; fi
    # In the background, so that a stop does not wait for it.
    sleep "$pause" &
    wait $!
  done
  ;;
healthy) [ $(($(date +%s) - $(cat "$dir/last" 2>/dev/null || echo 0))) -lt $((2 * every)) ] ;;
*) echo 'backup.sh once, always or healthy' >&2; exit 2 ;;
esac
