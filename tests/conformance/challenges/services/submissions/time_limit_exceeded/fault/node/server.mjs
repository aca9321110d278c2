import { createServer } from "node:http";
import { spawn } from "node:child_process";

function total(numbers) {
  for (;;);
}

createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname === "/sum") {
    response.end(JSON.stringify({ sum: total(url.searchParams.getAll("n").map(Number)) }));
  } else {
    response.end(process.env.GREETING);
  }
}).listen(Number(process.env.PORT));
