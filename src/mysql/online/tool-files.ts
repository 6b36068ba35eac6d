import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OnlineTool } from "../../core/policy/online-rule.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { ToolFiles } from "../../core/rollout/online/call-tool.ts";
import { UserError } from "../../operations/user-error.ts";
import { serverOptions } from "../server-options.ts";
import type { Variables } from "../variables.ts";

interface Written extends ToolFiles {
  /** Of nobody but us; also the tool's home, so that no file of the user's changes what it does. */
  folder: string;
  password: string;
}

/** The connection in files that only we may read, for as long as `use` takes. */
export async function withToolFiles<Result>(
  target: Target,
  variables: Variables,
  tool: OnlineTool,
  use: (files: Written) => Promise<Result>,
): Promise<Result> {
  const options = await serverOptions(target, variables);
  const folder = await mkdtemp(join(tmpdir(), "tollgate-online-"));
  try {
    const { host = "localhost", port = 3306, socketPath: socket, user = "", password = "", ssl } = options;
    const tls = typeof ssl === "object" ? ssl : undefined;
    const write = async (name: string, text: unknown) => {
      if (text === undefined) return undefined;
      const path = join(folder, name);
      await writeFile(path, String(text), { mode: 0o600 });
      return path;
    };
    const [ca, cert, key] = [
      await write("ca.pem", tls?.ca),
      await write("cert.pem", tls?.cert),
      await write("key.pem", tls?.key),
    ];
    const place = socket === undefined ? { host, port } : { socket };
    const lines = {
      ...place,
      user,
      password,
      ...(tls && tlsLines(tls, { ca, cert, key })),
    };
    const text = Object.entries(lines).map(([name, value]) => `${name}=${quoted(target, String(value))}\n`);
    const file = await write("client.cnf", `[client]\n${text.join("")}`);
    const account = await write(
      "account.cnf",
      tool === "gh-ost" ? ghostAccount(target, user, String(password)) : undefined,
    );
    if (file === undefined) throw new Error("The file of the connection was not written.");
    const mode = tls === undefined ? "off" : tls.rejectUnauthorized === false ? "unchecked" : "checked";
    const paths = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
    return await use({
      ...{ options: file, account, tls: { mode, ...paths }, host, port, socket },
      ...{ folder, password: String(password) },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The client library is MySQL's or MariaDB's; each passes over what it does not know. */
function tlsLines(
  tls: { rejectUnauthorized?: boolean; verifyIdentity?: boolean },
  { ca, cert, key }: { ca: string | undefined; cert: string | undefined; key: string | undefined },
) {
  const checks = tls.rejectUnauthorized !== false;
  const mode = tls.verifyIdentity ? "VERIFY_IDENTITY" : checks ? "VERIFY_CA" : "REQUIRED";
  return {
    "ssl-mode": mode,
    "loose-ssl": 1,
    "loose-ssl-verify-server-cert": checks ? 1 : 0,
    ...(ca && { "ssl-ca": ca }),
    ...(cert && { "ssl-cert": cert }),
    ...(key && { "ssl-key": key }),
  };
}

/**
 * gh-ost's reader of files is none of MySQL's: it has no escapes that each of its versions knows, and takes `${X}` for a
 * variable of the environment. Throws UserError for an account that it would read as another one.
 */
export function ghostAccount(
  { connection }: Pick<Target, "connection">,
  user: string,
  password: string,
): string {
  if ([user, password].some((value) => /["\\`\r\n\0]|^\$\{.*\}$/.test(value)))
    throw new UserError(
      "connection-invalid",
      `The connection ${connection} holds a quotation mark, a backslash, a line break or a variable in braces, which gh-ost's file cannot.`,
      "Give the account another password, or use pt-online-schema-change.",
    );
  return `[client]\nuser="${user}"\npassword="${password}"\n`;
}

/** Option files know no other escapes than these (manual 6.2.2.2). */
function quoted({ connection }: Target, value: string): string {
  if (/[\r\n\0]/.test(value))
    throw new UserError(
      "connection-invalid",
      `The connection ${connection} holds a line break, which no option file can.`,
      "Give the account another password.",
    );
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
