import { createServer } from 'node:http';

createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
}).listen(Number(process.env.PORT));
