DO $body$ BEGIN COMMIT; DELETE FROM orders; END $body$;
