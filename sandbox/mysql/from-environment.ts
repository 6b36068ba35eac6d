import { readGreeting, readVersion } from "./greeting.ts";
import { type Way, WishNotMet } from "./way.ts";

/** Servers that the user runs: `TOLLGATE_MYSQL_URL`, one URL for each server, separated by spaces or commas. */
export const fromEnvironment: Way = {
  title: "TOLLGATE_MYSQL_URL",
  async start(names) {
    const urls = (process.env.TOLLGATE_MYSQL_URL ?? "").split(/[\s,]+/).filter(Boolean);
    if (urls.length === 0) throw new Error("is not set");
    if (urls.length < names.length)
      throw new WishNotMet(
        `TOLLGATE_MYSQL_URL names ${urls.length} server(s) and ${names.length} are needed (${names.join(", ")}). Give ${names.length} URLs, separated by spaces.`,
      );
    const versions = await Promise.all(urls.slice(0, names.length).map(greetingOf));
    const [first] = versions;
    if (!first) throw new WishNotMet("No server was asked for.");
    return {
      how: "TOLLGATE_MYSQL_URL",
      ...first,
      servers: names.map((name, i) => ({ name, url: String(urls[i]) })),
      stop: async () => {},
    };
  },
};

async function greetingOf(text: string) {
  const url = new URL(text);
  const address = { host: url.hostname, port: Number(url.port || 3306) };
  try {
    return readVersion(await readGreeting(address));
  } catch (cause) {
    const at = `${address.host}:${address.port}`;
    throw new WishNotMet(`TOLLGATE_MYSQL_URL names ${at}, where no MySQL answers: ${String(cause)}`, {
      cause,
    });
  }
}
