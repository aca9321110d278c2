import express, { type NextFunction, type Request, type Response } from 'express';
import { currency, id, MOST, owner, Problem, query, readObject, whole } from './fields.js';
import { type Account, Ledger } from './ledger.js';

const ledger = new Ledger(process.env.DATABASE_URL);
const app = express();

app.disable('etag');
app.use(express.raw({ type: () => true, limit: '64kb' }));

app.get('/health', (_request, response) => {
  response.json({ status: 'up' });
});

app.post('/accounts', async (request, response) => {
  const body = readObject(request.body);
  const opening = body.opening_balance === undefined ? 0n : whole(body.opening_balance, 'opening_balance', 0);
  response.status(201).json(shown(await ledger.open(owner(body.owner), currency(body.currency), opening)));
});

app.get('/accounts/:id', async (request, response) => {
  response.json(shown(await ledger.account(request.params.id)));
});

app.get('/accounts/:id/transfers', async (request, response) => {
  const limit = query(request.query.limit, 'limit', 100n) ?? 20n;
  const before = query(request.query.cursor, 'cursor', MOST) ?? MOST;
  response.json(await ledger.page(request.params.id, Number(limit), before));
});

app.post('/transfers', async (request, response) => {
  const key = request.get('Idempotency-Key') ?? '';
  if (key.length < 1 || key.length > 255) {
    throw new Problem(400, 'invalid_key', 'Idempotency-Key has 1 to 255 characters');
  }
  const body = readObject(request.body);
  const [from, to] = [id(body.from, 'from'), id(body.to, 'to')];
  const amount = whole(body.amount, 'amount', 1);
  if (from === to) throw new Problem(422, 'same_account', 'from and to are the same account');
  response.status(201).json(await ledger.transfer({ key, from, to, amount }));
});

app.use(() => {
  throw new Problem(404, 'not_found', 'There is nothing here');
});

app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
  if (error instanceof Problem) return refuse(response, error.status, error.code, error.message);
  console.error(error);
  return refuse(response, 500, 'failed', 'Something went wrong');
});

function refuse(response: Response, status: number, code: string, detail: string): void {
  response.status(status).type('application/problem+json').json({ status, code, detail });
}

const shown = (account: Account) => ({ ...account, balance: Number(account.balance) });

await ledger.createSchema();
app.listen(Number(process.env.PORT ?? 8080), '0.0.0.0');
