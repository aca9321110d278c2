export function addAll(numbers) {
  while (numbers.length > 0) {}
  return 0;
}
