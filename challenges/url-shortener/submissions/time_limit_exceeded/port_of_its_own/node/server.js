import { createApp } from "./app.js";
import { openLinks } from "./links.js";

const { BASE_URL = "http://localhost:8080" } = process.env;
const PORT = 3000;

createApp({ links: openLinks("links.db"), baseUrl: BASE_URL }).listen(Number(PORT), "0.0.0.0");
