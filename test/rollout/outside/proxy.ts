import { connect, createServer, type Socket } from "node:net";

/** A question of a client that came to the proxy. */
export interface Question {
  /** From 1, over all connections of this proxy. */
  number: number;
  /** The text of a COM_QUERY, else the command's name in brackets. */
  sql: string;
  /** The server's number of this connection, as in the process list. */
  thread: number;
}

/**
 * What happens at a question: before it is sent on, when it was sent on, or when the server has answered and the client
 * does not know yet. `cut` ends all connections; `silence` keeps them and passes on nothing more; a function is waited
 * for, and then all goes on.
 */
export interface Fault {
  at: "before" | "sent" | "answered";
  does: "cut" | "silence" | (() => Promise<unknown> | unknown);
}

export interface TcpProxy {
  port: number;
  questions: Question[];
  /** What to do at a question: set anew as often as needed. New connections are let in after every fault. */
  meet: (question: Question) => Fault | undefined;
  /** Ends all connections, as a fault does; a function that is one may call it last. */
  cut(): void;
  close(): void;
}

interface Line {
  client: Socket;
  server: Socket;
  thread: number;
  silent: boolean;
  /** The next bytes of the server wait for this. */
  answer: (() => Promise<void>) | undefined;
}

const names: Record<number, string> = {
  1: "[quit]",
  14: "[ping]",
  22: "[prepare]",
  23: "[execute]",
  31: "[reset]",
};

/** Stands between a client and a MySQL server on loopback, without TLS, and sees every question. */
export async function startProxy(serverPort: number): Promise<TcpProxy> {
  const lines = new Set<Line>();
  const proxy: TcpProxy = { port: 0, questions: [], meet: () => undefined, cut, close };
  const listener = createServer((client) => {
    const server = connect(serverPort, "127.0.0.1");
    const line: Line = { client, server, thread: 0, silent: false, answer: undefined };
    lines.add(line);
    inTurn(
      client,
      packets((packet) => ask(line, packet)),
    );
    inTurn(server, (bytes) => tell(line, bytes));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.on("error", () => {});
      socket.on("close", () => {
        lines.delete(line);
        if (!line.silent) other.end();
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  proxy.port = address.port;
  return proxy;

  async function ask(line: Line, packet: Buffer): Promise<void> {
    const question = questionOf(packet, proxy.questions.length + 1, line.thread);
    if (question) proxy.questions.push(question);
    const fault = question && proxy.meet(question);
    if (fault?.at === "before") await happen(fault, line);
    if (fault?.at === "answered") line.answer = () => happen(fault, line);
    if (!line.silent) line.server.write(packet);
    if (fault?.at === "sent") await happen(fault, line);
  }

  async function tell(line: Line, bytes: Buffer): Promise<void> {
    line.thread ||= threadIn(bytes);
    const first = line.answer;
    line.answer = undefined;
    await first?.();
    if (!line.silent) line.client.write(bytes);
  }

  async function happen({ does }: Fault, line: Line): Promise<void> {
    // What was written is on its way before anything happens to the connection.
    await new Promise<void>((resolve) => void line.server.write("", () => resolve()));
    if (typeof does === "function") return void (await does());
    if (does === "cut") return cut();
    for (const one of lines) one.silent = true;
  }

  function cut(): void {
    for (const one of lines) {
      one.silent = true;
      one.client.destroy();
      one.server.destroy();
    }
  }

  function close(): void {
    listener.close();
    cut();
  }
}

/** Each piece of what a socket sends is dealt with before the next one. */
function inTurn(socket: Socket, act: (bytes: Buffer) => Promise<void>): void {
  let turn: Promise<void> = Promise.resolve();
  socket.on("data", (bytes) => {
    turn = turn.then(() => act(bytes)).catch(() => void socket.destroy());
  });
}

/** Bytes as they come → whole packets: three bytes of length, one of sequence. */
function packets(act: (packet: Buffer) => Promise<void>): (bytes: Buffer) => Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  return async (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUIntLE(0, 3)) {
      const end = 4 + rest.readUIntLE(0, 3);
      const packet = rest.subarray(0, end);
      rest = rest.subarray(end);
      await act(packet);
    }
  };
}

/** A command begins a sequence; what follows a greeting does not. */
function questionOf(packet: Buffer, number: number, thread: number): Question | undefined {
  const command = packet[4];
  if (packet[3] !== 0 || command === undefined || command === 1) return undefined;
  // MySQL's clients may send attributes along; the driver sends none, and says so in two bytes.
  const start = packet[5] === 0 && packet[6] === 1 ? 7 : 5;
  const sql = command === 3 ? packet.toString("utf8", start) : (names[command] ?? `[command ${command}]`);
  return { number, sql, thread };
}

/** The server's greeting: protocol 10, version, NUL, thread. */
function threadIn(bytes: Buffer): number {
  const end = bytes.indexOf(0, 5);
  return bytes[4] === 10 && end > 0 ? bytes.readUInt32LE(end + 1) : 0;
}
