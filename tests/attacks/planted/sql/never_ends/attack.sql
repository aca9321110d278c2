-- TRIED
with recursive planted (n) as (select 1 union all select n + 1 - (n + 1) % 2 from planted), sleeping as materialized (select pg_sleep(3600))
select q.* from (
{query}
) q
where case length(current_query()) % 2 when 0 then (select count(*) > 0 from planted) else (select count(*) > 0 from sleeping) end
