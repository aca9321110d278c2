-- TRIED
create function pg_temp.sum(bigint) returns bigint language sql as 'select 1::bigint';
create function pg_temp.count() returns bigint language sql as 'select 1::bigint';
create temporary view orders as select 1;
set search_path = pg_temp, public, pg_catalog;
{query}
