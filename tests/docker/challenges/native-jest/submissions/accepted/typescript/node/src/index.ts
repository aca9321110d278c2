export function add(a: number, b: number): number {
  return a + b;
}

export function split(cents: number, ways: number): number[] {
  const share = Math.floor(cents / ways);
  const rest = cents - share * ways;
  return Array.from({ length: ways }, (_, number) => share + (number < rest ? 1 : 0));
}

export function check(text: string): number {
  if (!/^\d+\.\d\d$/.test(text)) throw new RangeError(text);
  return Number(text.replace('.', ''));
}
