import express from 'express';

const account = { id: 'a-17', owner: 'Anna', currency: 'EUR', balance: 5000 };
const transfer = {
  id: '981',
  from: 'a-17',
  to: 'a-18',
  amount: 1250,
  currency: 'EUR',
  created_at: '2026-03-01T09:30:00.125Z',
};

const app = express();
app.get('/health', (_request, response) => response.json({ status: 'up' }));
app.post('/accounts', (_request, response) => response.status(201).json(account));
app.get('/accounts/:id', (_request, response) => response.json({ ...account, balance: 3750 }));
app.get('/accounts/:id/transfers', (_request, response) => response.json({ items: [transfer], next: null }));
app.post('/transfers', (_request, response) => response.status(201).json(transfer));
app.listen(Number(process.env.PORT));
