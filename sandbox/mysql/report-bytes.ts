import { Transform } from "node:stream";
import type { Log } from "./way.ts";

const everyMs = 2_000;

/** Lets bytes through and says every two seconds how many they were. */
export function reportBytes({ what, total, log }: { what: string; total: number; log: Log }): Transform {
  const say = byteReporter({ what, total, log });
  let done = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      say(done);
      next(null, chunk);
    },
  });
}

export function byteReporter({ what, total, log }: { what: string; total: number; log: Log }) {
  let spoken = Date.now();
  return (done: number) => {
    if (Date.now() - spoken < everyMs) return;
    spoken = Date.now();
    log(`${what}: ${megabytes(done)} of ${total > 0 ? megabytes(total) : "?"} MB`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
