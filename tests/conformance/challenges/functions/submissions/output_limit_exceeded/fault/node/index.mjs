export function addAll(numbers) {
  while (numbers.length > 0) {
    console.log("adding".repeat(100));
  }
  return 0;
}
