-- TRIED
copy (select 'planted') to program 'cat > /tmp/planted' /*
{query}
*/
