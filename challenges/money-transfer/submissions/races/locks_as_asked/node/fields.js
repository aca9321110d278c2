// What a request's fields may be.

export const MOST = Number.MAX_SAFE_INTEGER;

export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export const invalid = (detail) => new Problem(422, 'invalid_request', detail);

export function parse(buffer) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(buffer));
  } catch {
    throw new Problem(400, 'malformed_json', 'The body is not JSON');
  }
}

export function object(body) {
  if (body === undefined) throw new Problem(400, 'malformed_json', 'There is no body');
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw invalid('The body is not an object');
  return body;
}

export function whole(value, name, lowest) {
  if (!Number.isSafeInteger(value) || value < lowest) {
    throw invalid(`${name} is a whole number of ${lowest} to ${MOST}`);
  }
  return value;
}

export function text(value, name, pattern) {
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(`${name} is not as it should be`);
  return value;
}

export function number(query, name, otherwise, most) {
  const given = query[name];
  if (given === undefined) return otherwise;
  if (!/^[0-9]{1,15}$/.test(given) || Number(given) < 1 || Number(given) > most) {
    throw new Problem(400, 'invalid_query', `${name} is not valid`);
  }
  return Number(given);
}
