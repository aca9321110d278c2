-- Who there is in a database's box. None has a password until the box starts (database.py).
--
--   examiner    the superuser. Never enters a database in which the candidate may have planted anything
--   candidate   the service; owns the schema that it works in, and nothing else
--   witness     what the suite looks with: may do what the candidate may, no more, and is not counted
--   reader      runs queries that a candidate handed in: reads, and nothing else

CREATE ROLE candidate LOGIN CONNECTION LIMIT 50;
CREATE ROLE witness LOGIN CONNECTION LIMIT 10;
CREATE ROLE reader LOGIN CONNECTION LIMIT 5;
GRANT candidate TO witness WITH INHERIT TRUE, SET TRUE;
GRANT pg_use_reserved_connections TO witness, reader;
ALTER ROLE witness SET pg_stat_statements.track = 'none';
ALTER ROLE reader SET default_transaction_read_only = on;

CREATE EXTENSION pg_stat_statements;
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
-- A third of what every start copies, and nobody's.
ALTER DATABASE template0 IS_TEMPLATE false;
DROP DATABASE template0;

-- What every database that is copied from template1 begins with.
\connect template1
ALTER SCHEMA public OWNER TO candidate;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE candidate GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE candidate GRANT USAGE ON SCHEMAS TO reader;
-- Large objects are the one thing that anybody may write otherwise.
REVOKE EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) TO candidate;
