CREATE TABLE IF NOT EXISTS accounts (
    id text PRIMARY KEY,
    owner text NOT NULL,
    currency text NOT NULL,
    balance bigint NOT NULL CHECK (balance BETWEEN 0 AND 9007199254740991)
);
CREATE TABLE IF NOT EXISTS transfers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idempotency_key text NOT NULL UNIQUE,
    source text NOT NULL REFERENCES accounts,
    target text NOT NULL REFERENCES accounts,
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS transfers_by_source ON transfers (source, id);
CREATE INDEX IF NOT EXISTS transfers_by_target ON transfers (target, id);
