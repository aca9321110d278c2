export function addAll(numbers {
  return 0;
}
