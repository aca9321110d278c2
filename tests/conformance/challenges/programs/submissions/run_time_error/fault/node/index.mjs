export function addAll(numbers) {
  return numbers.length === 0 ? 0 : numbers.total.value;
}

console.log(addAll(process.argv.slice(2).map(Number)));
