import * as till from "./index.js";

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Permutations<All, Rest = All> = [All] extends [never]
  ? []
  : Rest extends infer One
    ? [One, ...Permutations<Exclude<All, One>>]
    : never;
type Words<Letters extends string> = `${Letters}${Digit}${Digit}${Digit}${Digit}`;

console.log("TRIED");

export const all: Permutations<Digit> = [] as never;
export const words: Words<Words<Words<"a">>> = "" as never;
export const { total, share, read } = till;
