import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { SandboxApp } from "../github/apps/create-app.ts";

export interface RunningBot {
  url: string;
  /** What it has logged so far. */
  log(): string;
  stop(): Promise<void>;
}

const listensWithinMs = 20_000;

/** `node dist/bot.mjs`, as one would run it on a server, told of events by the sandbox's GitHub with a real secret. */
export async function startBot(wish: { root: string; app: SandboxApp; github: string }): Promise<RunningBot> {
  const secret = randomBytes(32).toString("hex");
  const child = spawn(process.execPath, [join(wish.root, "dist/bot.mjs")], {
    env: {
      PATH: process.env.PATH ?? "",
      APP_ID: String(wish.app.id),
      PRIVATE_KEY: wish.app.privateKey,
      WEBHOOK_SECRET: secret,
      GITHUB_API_URL: wish.github,
      HOST: "127.0.0.1",
      PORT: "0",
      TOLLGATE_WRITE_PAUSES: "off",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = () => child.kill();
  process.once("exit", kill);
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The bot ${why}:\n${output}`));
    const timer = setTimeout(() => fail("did not listen in time"), listensWithinMs);
    const collect = (text: Buffer) => {
      output += text;
      const found = /listens on (http:\S+)/.exec(output)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
  wish.app.setWebhook(url, secret);
  return {
    url,
    log: () => output,
    async stop() {
      process.off("exit", kill);
      kill();
      await ended;
    },
  };
}
