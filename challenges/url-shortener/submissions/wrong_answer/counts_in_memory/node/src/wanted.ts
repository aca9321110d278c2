export interface Wanted {
  url: string;
  code?: string;
  expiresIn?: number;
}

export class Invalid extends Error {}

const FIELDS = new Set(["url", "code", "expires_in"]);
const MAX_URL = 2000;
const YEAR_S = 31_536_000;

/** What a client asks for, if it may; `Invalid` says why not. */
export function checked(body: unknown, ownHost: string): Wanted {
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Invalid("the body is a JSON object");
  for (const name of Object.keys(body)) if (!FIELDS.has(name)) throw new Invalid(`unknown field ${name}`);
  const { url, code, expires_in: expiresIn } = body as Record<string, unknown>;
  return { url: validUrl(url, ownHost), code: validCode(code ?? undefined), expiresIn: validTime(expiresIn ?? undefined) };
}

function validUrl(url: unknown, ownHost: string): string {
  if (typeof url !== "string") throw new Invalid("url is required, and a text");
  if ([...url].length > MAX_URL) throw new Invalid(`url has at most ${MAX_URL} characters`);
  if (/[\s\x00-\x20\x7f]/.test(url)) throw new Invalid("url has no white space or control characters");
  if (!/^https?:\/\/[^/?#]/i.test(url)) throw new Invalid("url begins with http:// or https:// and a host");
  const parsed = URL.parse(url);
  if (!parsed || parsed.port === "0") throw new Invalid("url has a host, and a port from 1 to 65535 if any");
  if (parsed.hostname === ownHost) throw new Invalid("a short link cannot lead to another");
  return url;
}

function validCode(code: unknown): string | undefined {
  if (code === undefined) return undefined;
  if (typeof code !== "string" || !/^[A-Za-z0-9_-]{3,32}$/.test(code) || code === "links")
    throw new Invalid("code has 3 to 32 letters, digits, - and _, and is not links");
  return code;
}

function validTime(seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined;
  if (typeof seconds !== "number" || !Number.isInteger(seconds) || seconds < 1 || seconds > YEAR_S)
    throw new Invalid(`expires_in is a whole number of seconds from 1 to ${YEAR_S}`);
  return seconds;
}
