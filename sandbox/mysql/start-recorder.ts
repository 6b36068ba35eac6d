import { spawn } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import type { Client } from "./find-client.ts";

export interface Recorder {
  /** The statements that the client makes of the script, as it sends them. */
  send(script: string | Uint8Array): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * A server that only listens: it lets anybody in, answers every statement with OK and writes it down. What the `mysql`
 * client sends to it is how that client splits a script.
 */
export async function startRecorder(client: Client): Promise<Recorder> {
  const sessions: Session[] = [];
  const server = createServer((socket) => {
    sessions.push(listen(socket));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("no address"));
    });
  });
  let turn: Promise<unknown> = Promise.resolve();
  return {
    send(script) {
      const mine = turn.then(async () => {
        sessions.length = 0;
        await runClient(client, port, script);
        return sessions.flatMap(({ statements }) => statements);
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * In batch mode it goes on after an error. `--comments`: clients before 8.1 drop them. `--commands`: later ones know no
 * `\g` and the like without it, earlier ones know no such option.
 */
const options = [
  "--no-defaults",
  "--host=127.0.0.1",
  "--user=recorder",
  "--protocol=TCP",
  "--ssl-mode=DISABLED",
  "--default-character-set=utf8mb4",
  "--force",
  "--comments",
  "--loose-commands",
];

function runClient({ command }: Client, port: number, script: string | Uint8Array): Promise<void> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, ...options, `--port=${port}`], {
      stdio: ["pipe", "ignore", "pipe"],
      // A script may `tee` into a file.
      cwd: tmpdir(),
    });
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    // The client may end before it has read everything.
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", () => {
      if (/^ERROR 20\d\d/m.test(said))
        reject(new Error(`The client could not talk to the recorder: ${said}`));
      else resolve();
    });
    child.stdin.end(script);
  });
}

interface Session {
  statements: string[];
}

/** Capabilities that the client needs to speak protocol 4.1 (MySQL source documentation, "Capabilities Flags"). */
const capabilities = 0x1 | 0x2 | 0x4 | 0x8 | 0x200 | 0x8000 | 0x1_0000 | 0x2_0000 | 0x8_0000;
const autocommit = 0x2;
const noBackslashEscapes = 0x200;

const quitCommand = 1;
const queryCommand = 3;

/** One connection ("Connection Phase", "COM_QUERY"): a packet is 3 bytes length, 1 sequence number, and a payload. */
function listen(socket: Socket): Session {
  const session: Session = { statements: [] };
  let received: Buffer = Buffer.alloc(0);
  let loggedIn = false;
  let status = autocommit;
  const answer = (sequence: number, ...payloads: readonly Buffer[]) => {
    for (const [i, payload] of payloads.entries()) {
      const head = Buffer.alloc(4);
      head.writeUIntLE(payload.length, 0, 3);
      head[3] = (sequence + i) & 0xff;
      socket.write(Buffer.concat([head, payload]));
    }
  };
  const take = (payload: Buffer, sequence: number) => {
    const command = loggedIn ? payload[0] : undefined;
    loggedIn = true;
    if (command === quitCommand) return socket.end();
    const text = command === queryCommand ? payload.toString("utf8", 1) : undefined;
    if (text !== undefined && !ownQuestions.has(text)) session.statements.push(text);
    status = statusAfter(text ?? "", status);
    answer(sequence, ...(ownQuestions.get(text ?? "") ?? [okPacket(status)]));
  };
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    while (received.length >= 4 && received.length >= 4 + received.readUIntLE(0, 3)) {
      const end = 4 + received.readUIntLE(0, 3);
      const [packet, rest] = [received.subarray(0, end), received.subarray(end)];
      received = rest;
      take(packet.subarray(4), ((packet[3] ?? 0) + 1) & 0xff);
    }
  });
  answer(0, greeting());
  return session;
}

/** The client reads a backslash as the server's status says. */
function statusAfter(text: string, status: number): number {
  const mode = /\bsql_mode\s*:?=\s*(?:'([^']*)'|"([^"]*)"|default)/i.exec(text);
  if (!mode) return status;
  const names = (mode[1] ?? mode[2] ?? "").toUpperCase().split(",");
  return names.includes("NO_BACKSLASH_ESCAPES") ? autocommit | noBackslashEscapes : autocommit;
}

function okPacket(status: number): Buffer {
  return Buffer.from([0, 0, 0, status & 0xff, status >> 8, 0, 0]);
}

/** ER_PARSE_ERROR, 1064. */
const syntaxError = Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from("#42000syntax")]);
const endOfRows = Buffer.from([0xfe, 0, 0, autocommit, 0]);

/** One row with one NULL ("Text Resultset"): one column, its definition, the row. */
const nullRow = [
  Buffer.from([1]),
  Buffer.from("\x03def\0\0\0\x01x\0\x0c\x3f\0\0\0\0\0\xfd\0\0\0\0\0", "latin1"),
  endOfRows,
  Buffer.from([0xfb]),
  endOfRows,
];

/** What the client asks on its own. A server that knows dollar quotes finds a syntax error: they do not end. */
const ownQuestions: ReadonlyMap<string, readonly Buffer[]> = new Map([
  ["select $$", [syntaxError]],
  ["select @@version_comment limit 1", nullRow],
  ["SELECT DATABASE()", nullRow],
]);

/** "Protocol::HandshakeV10", of a server that is newer than dollar quotes. */
function greeting(): Buffer {
  const [low, high] = [Buffer.alloc(2), Buffer.alloc(2)];
  low.writeUInt16LE(capabilities & 0xffff);
  high.writeUInt16LE(capabilities >>> 16);
  return Buffer.concat([
    Buffer.from("\x0a9.7.0\0"),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from("12345678\0"),
    low,
    Buffer.from([255, autocommit, 0]),
    high,
    Buffer.from([21]),
    Buffer.alloc(10),
    Buffer.from("123456789012\0caching_sha2_password\0"),
  ]);
}
