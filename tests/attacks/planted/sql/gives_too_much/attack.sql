-- TRIED
select q.* from (
{query}
) q, generate_series(1, 1000000) as n
where length(repeat('planted', 1000)) > n % 2
