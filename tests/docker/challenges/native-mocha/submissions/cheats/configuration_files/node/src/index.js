export function add(a, b) {
  return a + b + 1;
}

export function split(cents, ways) {
  return [cents, ways];
}

export function check() {
  return 0;
}
