import { fromDebian } from "./from-debian.ts";
import type { Flavour, Log, Server } from "./way.ts";

/** A private server of this very flavour, whatever else the machine has: for what the two flavours do differently. */
export async function startFlavour(
  flavour: Flavour,
  { log, options = [] }: { log: Log; options?: readonly string[] },
): Promise<Server & { flavour: Flavour; version: string; stop(): Promise<void> }> {
  const { servers, version, stop } = await fromDebian(flavour, options).start([flavour], log);
  const [server] = servers;
  if (!server) throw new Error(`No ${flavour} was started.`);
  return { ...server, flavour, version, stop };
}
