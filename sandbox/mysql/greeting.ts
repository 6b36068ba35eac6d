import { connect } from "node:net";

/** Where a server listens: a port of a host, or a socket's file. */
export type Address = { host: string; port: number } | { path: string };

/**
 * The version in a server's first packet, which it sends before any login: the proof that it listens.
 * Packet: 3 bytes length, 1 sequence, then protocol 10 and the version up to NUL; 0xff instead is an error packet
 * (MySQL source documentation, "Protocol::HandshakeV10").
 */
export function readGreeting(address: Address): Promise<string> {
  const at = "path" in address ? address.path : `${address.host}:${address.port}`;
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, timeout: 3000 });
    let received = Buffer.alloc(0);
    const fail = (why: Error) => {
      socket.destroy();
      reject(why);
    };
    socket.on("error", fail);
    socket.on("timeout", () => fail(new Error(`${at} did not answer within 3 s`)));
    socket.on("close", () => reject(new Error(`${at} closed the connection before its greeting`)));
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      const end = received.indexOf(0, 5);
      if (received.length > 4 && received[4] !== 10)
        return fail(new Error(`${at} does not greet as MySQL does`));
      if (end < 0) return;
      socket.destroy();
      resolve(received.toString("latin1", 5, end));
    });
  });
}

/** MariaDB greets as `5.5.5-10.11.14-MariaDB-…` or `11.8.3-MariaDB-…`. */
export function readVersion(greeting: string): { flavour: "mysql" | "mariadb"; version: string } {
  const flavour = /mariadb/i.test(greeting) ? "mariadb" : "mysql";
  const version = /\d+\.\d+\.\d+/.exec(greeting.replace(/^5\.5\.5-/, ""))?.[0];
  if (!version) throw new Error(`No version can be read from "${greeting}".`);
  return { flavour, version };
}
