import { createServer, connect as dial, type Socket } from "node:net";

/** When a cut falls: before the server gets the question, or once it has answered and nobody was told. */
export type CutAt = "before" | "after";

export interface CuttingProxy {
  port: number;
  /** Questions that went through so far, those of every connection together. */
  questions(): number;
  /** Cuts every connection at the nth question from now on; undefined = never again. */
  cutAt(nth: number | undefined, when: CutAt): void;
  /** Lets nothing through any more, either way, and closes nothing. */
  silence(isSilent: boolean): void;
  /** Of the question that was cut. */
  cutQuestion(): string | undefined;
  onCut(act: () => void): void;
  close(): Promise<void>;
}

const comQuery = 0x03;
const comReset = 0x1f;

/** A proxy before a server that knows the protocol well enough to count what a client asks. */
export async function cuttingProxy(host: string, port: number): Promise<CuttingProxy> {
  const pairs = new Set<{ client: Socket; server: Socket }>();
  let [count, limit, when, silent] = [0, Number.POSITIVE_INFINITY, "before" as CutAt, false];
  let cut: string | undefined;
  let act: () => void = () => undefined;
  const cutAll = () => {
    limit = Number.POSITIVE_INFINITY;
    for (const { client, server } of pairs) {
      client.destroy();
      server.destroy();
    }
    act();
  };
  const proxy = createServer((client) => {
    const server = dial(port, host);
    const pair = { client, server };
    pairs.add(pair);
    let doomed = false;
    client.on("data", (data) => {
      if (silent) return;
      const question = questionIn(data);
      if (question !== undefined && ++count === limit) {
        cut = question;
        if (when === "before") return cutAll();
        doomed = true;
      }
      server.write(data);
    });
    server.on("data", (data) => {
      if (silent) return;
      if (doomed) cutAll();
      else client.write(data);
    });
    const end = () => {
      if (silent) return;
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const one of [client, server]) one.on("close", end).on("error", end);
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  const address = proxy.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    questions: () => count,
    cutAt(nth, at) {
      limit = nth === undefined ? Number.POSITIVE_INFINITY : count + nth;
      when = at;
      cut = undefined;
    },
    silence: (isSilent) => {
      silent = isSilent;
    },
    cutQuestion: () => cut,
    onCut: (then) => {
      act = then;
    },
    close: () =>
      new Promise((done) => {
        for (const { client, server } of pairs) {
          client.destroy();
          server.destroy();
        }
        proxy.close(() => done());
      }),
  };
}

/** The first packet of a command is number 0; the sandbox's servers speak no TLS. */
function questionIn(data: Buffer): string | undefined {
  if (data.length < 5 || data[3] !== 0) return undefined;
  if (data[4] === comReset) return "COM_RESET_CONNECTION";
  return data[4] === comQuery ? data.subarray(5, 205).toString("latin1") : undefined;
}
