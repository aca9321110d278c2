import assert from "node:assert/strict";
import { test } from "node:test";

import { createApp } from "./app.js";
import { openLinks } from "./links.js";

async function serving(use) {
  const server = createApp({ links: openLinks(":memory:"), baseUrl: "https://sho.example" }).listen(0);
  const address = `http://127.0.0.1:${server.address().port}`;
  const post = (body) => fetch(`${address}/links`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  try {
    await use(address, post);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("a link redirects and counts", () =>
  serving(async (address, post) => {
    const { code } = await (await post({ url: "https://example.com/a?b#c" })).json();
    const answer = await fetch(`${address}/${code}`, { redirect: "manual" });
    assert.equal(answer.headers.get("location"), "https://example.com/a?b#c");
    assert.equal((await (await fetch(`${address}/links/${code}`)).json()).hits, 1);
  }));

test("a code is given once", () =>
  serving(async (_address, post) => {
    const wanted = { url: "https://example.com", code: "sale" };
    assert.deepEqual([(await post(wanted)).status, (await post(wanted)).status], [201, 409]);
  }));

test("scripts are refused", () =>
  serving(async (_address, post) => assert.equal((await post({ url: "javascript:alert(1)" })).status, 422)));
