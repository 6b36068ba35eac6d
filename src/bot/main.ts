import type { AddressInfo } from "node:net";
import { sayUnexpected, stackOf } from "../operations/say-unexpected.ts";
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
  const said =
    error instanceof UserError
      ? `${error.message}\n${error.fix}`
      : sayUnexpected(error, "With TOLLGATE_DEBUG=1 it says where");
  process.stderr.write(`${said}\n${process.env.TOLLGATE_DEBUG === "1" ? `${stackOf(error)}\n` : ""}`);
  process.exitCode = 2;
}
