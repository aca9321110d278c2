import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MOST, Problem } from './fields.js';

pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS accounts (
    id uuid PRIMARY KEY,
    owner text NOT NULL,
    currency char(3) NOT NULL,
    balance bigint NOT NULL CHECK (balance BETWEEN 0 AND ${MOST})
  );
  CREATE TABLE IF NOT EXISTS transfers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source uuid NOT NULL REFERENCES accounts,
    target uuid NOT NULL REFERENCES accounts,
    amount bigint NOT NULL CHECK (amount > 0),
    currency char(3) NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
  );
  CREATE INDEX IF NOT EXISTS transfers_source ON transfers (source, id DESC);
  CREATE INDEX IF NOT EXISTS transfers_target ON transfers (target, id DESC);
  CREATE TABLE IF NOT EXISTS keys (
    key text PRIMARY KEY,
    transfer bigint REFERENCES transfers
  );`;

const PAGE = `
  SELECT * FROM transfers
  WHERE (source = $1 OR target = $1) AND id < $2
  ORDER BY id DESC LIMIT $3`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Account {
  id: string;
  owner: string;
  currency: string;
  balance: bigint;
}

export interface Order {
  key: string;
  from: string;
  to: string;
  amount: bigint;
}

export interface Transfer {
  id: string;
  from: string;
  to: string;
  amount: number;
  currency: string;
  created_at: Date;
}

interface Row {
  id: bigint;
  source: string;
  target: string;
  amount: bigint;
  currency: string;
  created_at: Date;
}

export class Ledger {
  private readonly pool: pg.Pool;

  constructor(connectionString: string | undefined) {
    this.pool = new pg.Pool({ connectionString, max: 20 });
    this.pool.on('error', (error) => console.error(error.message));
  }

  async createSchema(): Promise<void> {
    await this.pool.query(SCHEMA);
  }

  async open(owner: string, currency: string, opening: bigint): Promise<Account> {
    const sql = 'INSERT INTO accounts VALUES ($1, $2, $3, $4) RETURNING *';
    const { rows } = await this.pool.query<Account>(sql, [randomUUID(), owner, currency, opening]);
    return rows[0]!;
  }

  async account(id: string): Promise<Account> {
    const { rows } = await this.pool.query<Account>('SELECT * FROM accounts WHERE id = ANY ($1)', [known(id)]);
    if (!rows[0]) throw new Problem(404, 'unknown_account', 'There is no such account');
    return rows[0];
  }

  async page(id: string, limit: number, before: bigint): Promise<{ items: Transfer[]; next: string | null }> {
    await this.account(id);
    const { rows } = await this.pool.query<Row>(PAGE, [id, before, limit + 1]);
    const items = rows.slice(0, limit).map(shown);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  async transfer(order: Order): Promise<Transfer> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const made = (await this.claimed(client, order)) ?? (await this.moved(client, order));
      await client.query('COMMIT');
      return made;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  /** The transfer that the key belongs to already; nothing where it has just become this request's own. */
  private async claimed(client: pg.PoolClient, order: Order): Promise<Transfer | undefined> {
    const claim = await client.query('INSERT INTO keys (key) VALUES ($1) ON CONFLICT DO NOTHING', [order.key]);
    if (claim.rowCount === 1) return undefined;
    const sql = 'SELECT transfers.* FROM keys JOIN transfers ON transfers.id = keys.transfer WHERE key = $1';
    const { rows } = await client.query<Row>(sql, [order.key]);
    const found = rows[0]!;
    if (found.source !== order.from || found.target !== order.to || found.amount !== order.amount) {
      throw new Problem(422, 'key_reused', 'The key belongs to another transfer');
    }
    return shown(found);
  }

  private async moved(client: pg.PoolClient, { key, from, to, amount }: Order): Promise<Transfer> {
    const lock = 'SELECT * FROM accounts WHERE id = ANY ($1) ORDER BY id FOR UPDATE';
    const { rows } = await client.query<Account>(lock, [[...known(from), ...known(to)]]);
    const source = rows.find((row) => row.id === from);
    const target = rows.find((row) => row.id === to);
    if (!source || !target) throw new Problem(422, 'unknown_account', 'There is no such account');
    if (source.currency !== target.currency) {
      throw new Problem(422, 'currency_mismatch', 'The accounts have different currencies');
    }
    if (source.balance < amount) throw new Problem(409, 'insufficient_funds', `The balance is ${source.balance}`);
    if (target.balance + amount > MOST) throw new Problem(422, 'balance_limit', 'The account cannot hold so much');
    const change = 'UPDATE accounts SET balance = balance + CASE id WHEN $1 THEN -$3::bigint ELSE $3 END WHERE id IN ($1, $2)';
    await client.query(change, [from, to, amount]);
    const insert = 'INSERT INTO transfers (source, target, amount, currency) VALUES ($1, $2, $3, $4) RETURNING *';
    const made = await client.query<Row>(insert, [from, to, amount, source.currency]);
    await client.query('UPDATE keys SET transfer = $2 WHERE key = $1', [key, made.rows[0]!.id]);
    return shown(made.rows[0]!);
  }
}

const known = (id: string): string[] => (UUID.test(id) ? [id] : []);

const shown = (row: Row): Transfer => ({
  id: String(row.id),
  from: row.source,
  to: row.target,
  amount: Number(row.amount),
  currency: row.currency,
  created_at: row.created_at,
});
