const net = process.getBuiltinModule("net");
const dgram = process.getBuiltinModule("dgram");
const dns = process.getBuiltinModule("dns");
const HOSTS = [
  "172.17.0.1",
  "172.18.0.1",
  "192.168.0.1",
  "10.0.0.1",
  "169.254.169.254",
  "127.0.0.1",
  "host.docker.internal",
  "fe80::1",
];
const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 400))]).catch(() => {});
const tcp = (host) =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port: 51337 }, () => {
      console.log("REACHED by TCP", host);
      resolve();
    });
    socket.on("error", resolve);
  });
const udp = (host, port, text) =>
  new Promise((resolve) => {
    const socket = dgram.createSocket(host.includes(":") ? "udp6" : "udp4").on("error", resolve);
    socket.send(text, port, host, () => {
      socket.close();
      resolve();
    });
  });
const http = async (host) => {
  const answer = await fetch(`http://${host.includes(":") ? `[${host}]` : host}:51337/latest/meta-data/`);
  console.log("REACHED by HTTP", host, answer.status);
};
const name = async (server) => {
  const resolver = new dns.promises.Resolver({ timeout: 200, tries: 1 });
  if (server) resolver.setServers([`${server}:51337`]);
  console.log("REACHED a name server", await resolver.resolve4("secret-of-the-suite.example.com"));
};
console.log("TRIED");
at("share", (honest) => async (...given) => {
  const ipv4 = HOSTS.filter((host) => net.isIPv4(host));
  const calls = [
    ...HOSTS.flatMap((host) => [tcp(host), udp(host, 51337, "knock"), http(host)]),
    ...ipv4.map(name),
    name(),
  ];
  await Promise.all(calls.map(within));
  return honest(...given);
});
