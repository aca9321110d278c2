type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Many = `${Digit}${Digit}${Digit}${Digit}`;
type Grow<T extends unknown[]> = [...T, ...T, ...T];
type Deep = Grow<Grow<Grow<Grow<Grow<Grow<Grow<Grow<[1, 2, 3]>>>>>>>>;
type Loop<T> = { again: Loop<Loop<T>> };
type Pairs = { [A in Many]: { [B in Digit]: `${A}${B}` } };
type Crossed = `${Many}${Digit}${Digit}` extends `${infer A}${infer B}` ? A | B : never;

export function pick(one: Pairs, two: Deep, three: Loop<string>, four: Crossed): unknown {
  return [one, two, three.again.again.again.again, four];
}
