import { randomInt } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 8;

const makeUp = () => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** Links in an SQLite file: the primary key decides who gets a code. */
export function openLinks(path) {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS links (
      code TEXT PRIMARY KEY,
      url TEXT NOT NULL,
      hits INTEGER NOT NULL DEFAULT 0,
      expires_at INTEGER
    );
  `);
  const insert = database.prepare("INSERT INTO links (code, url, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const select = database.prepare("SELECT code, url, hits, expires_at FROM links WHERE code = ?");
  const update = database.prepare("UPDATE links SET hits = hits + 1 WHERE code = ?");

  return {
    /** Make a link; nothing where the code that was asked for is taken. */
    add({ url, code, expires_in }) {
      const until = expires_in == null ? null : Date.now() + expires_in * 1000;
      for (;;) {
        const chosen = code ?? makeUp();
        if (insert.run(chosen, url, until).changes === 1) return select.get(chosen);
        if (code) return undefined;
      }
    },
    get: (code) => select.get(code),
    hit: (code) => void update.run(code),
    close: () => database.close(),
  };
}
