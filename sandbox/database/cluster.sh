# Makes /cluster at build time, as the user postgres: everything but the passwords, which are each box's own.
set -eu
PATH=/usr/lib/postgresql/17/bin:$PATH

# Small segments of the write-ahead log, because every start copies one.
initdb --pgdata=/cluster --username=examiner --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8 \
    --wal-segsize=4 --no-sync --no-instructions
cp /made/postgresql.conf /cluster/
pg_ctl --pgdata=/cluster --wait --silent --options="-k /tmp -c fsync=off" start
psql --host=/tmp --username=examiner --dbname=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file=/made/roles.sql
pg_ctl --pgdata=/cluster --wait --silent stop
