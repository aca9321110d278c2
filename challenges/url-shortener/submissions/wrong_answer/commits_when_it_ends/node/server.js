import { createApp } from "./app.js";
import { openLinks } from "./links.js";

const { BASE_URL = "http://localhost:8080", PORT = "8080" } = process.env;

const links = openLinks("links.db");
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    links.close();
    process.exit();
  });
}

createApp({ links, baseUrl: BASE_URL }).listen(Number(PORT), "0.0.0.0");
