const FIELDS = ["url", "code", "expires_in"];
const MAX_URL = 2000;
const YEAR_S = 31_536_000;

export class Invalid extends Error {}

const ensure = (holds, message) => {
  if (!holds) throw new Invalid(message);
};

/** Give back what a client wants, if it may have it; else throw `Invalid`. */
export function checkWanted(body, ownHost) {
  ensure(typeof body === "object" && body !== null && !Array.isArray(body), "the body is a JSON object");
  for (const name of Object.keys(body)) ensure(FIELDS.includes(name), `unknown field ${name}`);
  const { url, code, expires_in } = body;
  checkUrl(url, ownHost);
  if (code != null) {
    ensure(typeof code === "string" && /^[A-Za-z0-9_-]{3,32}$/.test(code), "code has 3 to 32 letters, digits, - and _");
    ensure(code !== "links", "this code is not to be had");
  }
  if (expires_in != null) {
    ensure(Number.isInteger(expires_in), "expires_in is a whole number");
    ensure(expires_in >= 1 && expires_in <= YEAR_S, `expires_in is from 1 to ${YEAR_S}`);
  }
  return { url, code, expires_in };
}

function checkUrl(url, ownHost) {
  ensure(typeof url === "string", "url is required, and a text");
  ensure([...url].length <= MAX_URL, `url has at most ${MAX_URL} characters`);
  ensure(!/[\s\x00-\x20\x7f]/.test(url), "url has no white space or control characters");
  ensure(/^https?:\/\/[^/?#]/i.test(url), "url begins with http:// or https:// and a host");
  const parsed = URL.parse(url);
  ensure(parsed !== null && parsed.port !== "0", "url has a host, and a port from 1 to 65535 if any");
  ensure(parsed.hostname !== ownHost, "a short link cannot lead to another");
}
