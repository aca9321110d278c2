// @ts-nocheck
export function twice(number: any): number {
  // @ts-ignore
  return number.missing;
}
