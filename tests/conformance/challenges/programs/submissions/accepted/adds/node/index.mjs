export function addAll(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

console.log(addAll(process.argv.slice(2).map(Number)));
