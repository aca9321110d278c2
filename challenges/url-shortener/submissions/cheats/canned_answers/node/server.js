const { createServer } = require("node:http");

const link = { code: "spring00", short_url: "https://sho.example/spring00", url: "https://example.com/page", hits: 1, expires_at: null, error: "no" };

createServer((request, response) => {
  request.resume();
  const status = request.method === "POST" ? 201 : request.url.startsWith("/links/") ? 200 : 302;
  response.writeHead(status, { Location: link.url, "Content-Type": "application/json" }).end(JSON.stringify(link));
}).listen(Number(process.env.PORT), "0.0.0.0");
