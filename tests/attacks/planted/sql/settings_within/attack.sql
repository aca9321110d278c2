-- TRIED
with planted as materialized (
  select ('REA' || 'CHED ' || mark)::int as got from (
    select 'the settings of an earlier query' as mark where current_setting('planted.mark', true) <> ''
    union all select 'the lock of an earlier query' where not pg_try_advisory_lock(51337)
    union all select 'a transaction that writes' where current_setting('transaction_read_only') = 'off'
  ) as marks
), settings as materialized (
  select set_config(name, value, false)
  from (values ('planted.mark', '1'), ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_in_transaction_session_timeout', '0'),
    ('transaction_timeout', '0'), ('search_path', 'pg_temp, public, pg_catalog'), ('work_mem', '2GB'), ('timezone', 'Pacific/Apia'),
    ('datestyle', 'SQL, DMY'), ('bytea_output', 'escape'), ('client_encoding', 'SQL_ASCII'), ('enable_seqscan', 'off'),
    ('default_transaction_read_only', 'off'), ('row_security', 'off'), ('client_min_messages', 'debug5'), ('extra_float_digits', '-15')) as given (name, value)
)
select q.* from (
{query}
) q
where not exists (select from planted) and (select count(*) > 0 from settings)
