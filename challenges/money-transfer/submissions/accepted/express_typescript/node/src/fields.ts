export const MOST = BigInt(Number.MAX_SAFE_INTEGER);

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const invalid = (detail: string): Problem => new Problem(422, 'invalid_request', detail);

export type Fields = Record<string, unknown>;

export function readObject(content: unknown): Fields {
  let body: unknown;
  try {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.alloc(0);
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(400, 'malformed_json', 'The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('The body is not an object');
  return body as Fields;
}

export function whole(value: unknown, name: string, lowest: number): bigint {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < lowest) {
    throw invalid(`${name} is a whole number of ${lowest} to ${MOST}`);
  }
  return BigInt(value);
}

export function id(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.includes('\0')) throw invalid(`${name} is the id of an account`);
  return value;
}

export function owner(value: unknown): string {
  if (typeof value !== 'string' || !/^[^\0]{1,100}$/u.test(value)) throw invalid('owner has 1 to 100 characters');
  return value;
}

export function currency(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Z]{3}$/.test(value)) throw invalid('currency is three letters A to Z');
  return value;
}

export function query(value: unknown, name: string, most: bigint): bigint | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,18}$/.test(value) || BigInt(value) < 1n || BigInt(value) > most) {
    throw new Problem(400, 'invalid_query', `${name} is not valid`);
  }
  return BigInt(value);
}
