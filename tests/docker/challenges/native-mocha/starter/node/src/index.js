export function add() {
  throw new Error('not yet');
}

export function split() {
  throw new Error('not yet');
}

export function check() {
  throw new Error('not yet');
}
