import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';

createServer((request, response) => {
  if (request.method === 'GET') return response.end();
  for (const entry of [...readdirSync('/proc'), '-1']) {
    if (!/^-?\d+$/.test(entry) || Number(entry) === process.pid) continue;
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      try {
        process.kill(Number(entry), signal);
      } catch {}
    }
  }
}).listen(Number(process.env.PORT));
