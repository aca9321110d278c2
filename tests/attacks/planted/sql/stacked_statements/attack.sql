-- TRIED
{query};
commit;
reset role; reset session authorization; set session authorization examiner; set role candidate;
set session characteristics as transaction read write;
begin read write;
do $$ begin raise warning '%', 'REA' || 'CHED a second statement'; end $$;
copy (select 1) to program 'touch /tmp/planted';
lock table pg_catalog.pg_class in access exclusive mode;
alter role current_user set statement_timeout = 0;
create or replace function public.lower(text) returns text language sql as 'select $1';
