import express from "express";

import { checkWanted, Invalid } from "./wanted.js";

/** The HTTP interface to links. */
export function createApp({ links, baseUrl }) {
  const app = express();
  const ownHost = new URL(baseUrl).hostname;

  const told = (link) => ({
    code: link.code,
    short_url: `${baseUrl}/${link.code}`,
    url: link.url,
    hits: link.hits,
    expires_at: link.expires_at === null ? null : new Date(link.expires_at).toISOString(),
  });

  app.set("etag", false);
  app.set("case sensitive routing", true);
  app.use(express.json({ strict: false, limit: "1mb" }));

  app.post("/links", (request, response) => {
    const wanted = checkWanted(request.body, ownHost);
    const link = links.add(wanted);
    if (!link) return response.status(409).json({ error: `the code ${wanted.code} is taken` });
    const content = told(link);
    response.status(201).set("Location", content.short_url).json(content);
  });

  app.get("/links/:code", (request, response, next) => {
    const link = links.get(request.params.code);
    return link ? response.json(told(link)) : next();
  });

  app.get("/:code", (request, response, next) => {
    const link = links.get(request.params.code);
    if (!link) return next();
    if (link.expires_at !== null && link.expires_at <= Date.now()) {
      return response.status(410).json({ error: "this link has expired" });
    }
    if (request.method === "GET") links.hit(link.code);
    response.set("Cache-Control", "no-store").redirect(302, link.url);
  });

  app.use((_request, response) => response.status(404).json({ error: "there is nothing here" }));

  app.use((error, _request, response, _next) => {
    const status = error instanceof Invalid ? 422 : (error.status ?? 500);
    if (status >= 500) console.error(error);
    response.status(status).json({ error: status >= 500 ? "our mistake" : error.message });
  });

  return app;
}
