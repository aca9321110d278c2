export function addAll(numbers) {
  const kept = [];
  while (numbers.length > 0) {
    kept.push(new Array(10_000).fill(kept.length + 0.5));
  }
  return 0;
}

console.log(addAll(process.argv.slice(2).map(Number)));
