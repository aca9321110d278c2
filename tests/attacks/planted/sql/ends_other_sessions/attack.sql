-- TRIED
with planted as materialized (
  select string_agg(('REA' || 'CHED ' || query)::int::text, ' ') as got
  from pg_stat_activity
  where pid <> pg_backend_pid() and (pg_has_role(usesysid, 'usage') or query ~* 'seed|expected|examiner|canary')
), ended as materialized (
  select count(case when (pid <> pg_backend_pid() and pg_cancel_backend(pid)) or pg_terminate_backend(pid) then 1 end) as n
  from pg_stat_activity
  where usename = current_user
)
select q.* from (
{query}
) q
where (select got is null from planted) and (select n >= 0 from ended)
