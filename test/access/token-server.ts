import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";

/**
 * As a cloud's server speaks that passes tokens on to its identity service: it asks for the password in clear text,
 * under TLS, answers SHOW with no rows and everything else with OK. https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html
 */
export async function startTokenServer({ cert, key }: { cert: string; key: string }) {
  const heard: string[] = [];
  const server = createServer((plain) =>
    serve(plain, { cert: readFileSync(cert), key: readFileSync(key) }, heard),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { heard, port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

const ok = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const switchToClear = Buffer.concat([Buffer.from([0xfe]), Buffer.from("mysql_clear_password\0")]);

const end = Buffer.from([0xfe, 0, 0, 2, 0]);
const text = (value: string) => Buffer.from([value.length, ...Buffer.from(value)]);
const column = Buffer.concat([
  ...["def", "", "", "", "Value", ""].map(text),
  Buffer.from([0x0c, 45, 0, 255, 0, 0, 0, 0xfd, 0, 0, 0, 0, 0]),
]);
const noRows = Buffer.concat([Buffer.from([1]), column, end, end].map((body, i) => packet(i + 1, body)));

function serve(plain: Socket, files: { cert: Buffer; key: Buffer }, heard: string[]): void {
  plain.on("error", () => undefined);
  plain.write(packet(0, greeting()));
  plain.once("data", (request) => {
    plain.pause();
    // The client may send its hello along with its wish.
    if (request.length > 36) plain.unshift(request.subarray(36));
    const secured = new TLSSocket(plain, { isServer: true, ...files });
    secured.on("error", () => undefined);
    let step = 0;
    secured.on("data", (data) => {
      step++;
      const number = (data[3] ?? 0) + 1;
      if (step === 1) secured.write(packet(number, switchToClear));
      else if (data.subarray(5).toString("latin1").startsWith("SHOW")) secured.write(noRows);
      else secured.write(packet(number, ok));
      if (step === 2) heard.push(data.subarray(4).toString("latin1"));
    });
  });
}

function packet(number: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = number;
  return Buffer.concat([head, body]);
}

/** CLIENT_PROTOCOL_41, SSL, SECURE_CONNECTION, PLUGIN_AUTH. */
function greeting(): Buffer {
  const flags = 0x200 | 0x800 | 0x8000 | 0x80000;
  const body = Buffer.alloc(15);
  body.writeUInt16LE(flags & 0xffff, 0);
  body.writeUInt8(45, 2);
  body.writeUInt16LE(2, 3);
  body.writeUInt16LE(flags >>> 16, 5);
  body.writeUInt8(21, 7);
  return Buffer.concat([
    Buffer.from("\x0a8.4.0\0"),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from("12345678\0"),
    body.subarray(0, 8),
    Buffer.alloc(10),
    Buffer.from("123456789012\0"),
    Buffer.from("caching_sha2_password\0"),
  ]);
}
