import type { AddressInfo } from "node:net";
import { UserError } from "../operations/user-error.ts";
import { readSettings } from "./read-settings.ts";
import { startBot } from "./start-bot.ts";

try {
  const bot = await startBot(readSettings(process.env));
  const { address, family, port } = bot.server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  process.stdout.write(`Tollgate listens on http://${host}:${port}/api/github/webhooks\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void bot.stop().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(
    error instanceof UserError ? `${error.message}\n${error.fix}\n` : `${describe(error)}\n`,
  );
  process.exitCode = 2;
}

function describe(error: unknown): string {
  return `The bot stopped on something it did not expect.\n${error instanceof Error ? error.stack : String(error)}`;
}
