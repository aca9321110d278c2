-- TRIED
with planted as materialized (
  select ('REA' || 'CHED ' || found)::int as got from (
    select 'the database ' || datname as found from pg_database
    where has_database_privilege(datname, 'connect') and datname <> current_database() and datallowconn
    union all select 'the passwords' from pg_roles where rolpassword <> '********' or has_table_privilege('pg_catalog.pg_authid', 'select')
    union all select 'the rights to ' || oid::regclass from pg_class
    where relname in ('pg_authid', 'pg_statistic', 'pg_hba_file_rules', 'pg_file_settings', 'pg_largeobject', 'pg_subscription', 'pg_shadow', 'pg_stat_statements')
      and has_table_privilege(oid, 'select')
    union all select 'the rights to ' || oid::regprocedure from pg_proc
    where proname ~ '^(pg_read_|pg_ls_|lo_import|lo_export|lo_create|lo_from|pg_reload|pg_rotate|pg_switch|pg_create_re|pg_stat_reset|pg_promote|pg_logical_emit|dblink|pg_stat_statements)'
      and has_function_privilege(oid, 'execute') and proname !~ '^pg_logical_emit'
    union all select 'the statement ' || query from pg_stat_activity
    where pid <> pg_backend_pid() and query ~* 'seed|canary|expected' and query not like '<insufficient%'
    union all select 'the setting ' || name || setting from pg_settings where name in ('data_directory', 'hba_file', 'config_file', 'unix_socket_directories')
    union all select 'a prepared statement' from pg_prepared_statements where statement ~ 'canary'
    union all select 'a comment' from pg_description where objoid >= 16384 and description ~ 'canary|expected'
    union all select 'a login with more rights' from pg_roles where rolname = current_user and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
  ) as places
)
select q.* from (
{query}
) q
where not exists (select from planted)
