export function report(requests) {
  return JSON.stringify({ requests });
}
