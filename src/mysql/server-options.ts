import type { ConnectionOptions } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import { parseUrl, type ServerAddress } from "./parse-url.ts";
import { readPassword } from "./read-password.ts";
import { tlsOptions } from "./tls-options.ts";
import type { Variables } from "./variables.ts";

/** Where the target's server is, who we are there, and by what it proves itself, as the driver takes it. */
export async function serverOptions(target: Target, variables: Variables): Promise<ConnectionOptions> {
  const { connection } = target;
  const address = parseUrl(connection, variables[connection]);
  const { host, port, socket, user, tls } = address;
  const ssl = await tlsOptions(connection, tls, variables);
  return {
    ...(socket === undefined ? { host, port } : { socketPath: socket }),
    user,
    password: await passwordOf(target, address, variables),
    ...(ssl !== undefined && { ssl }),
    enableCleartextPlugin: mayGoAsItIs(target, address),
  };
}

async function passwordOf(
  { instance, connection, password }: Target,
  address: ServerAddress,
  variables: Variables,
): Promise<string> {
  if (password === undefined) return address.password;
  if (address.password === "") return readPassword(instance, password, variables);
  throw new UserError(
    "connection-invalid",
    `The connection ${connection} holds a password, and the policy says where else to get it.`,
    `Take the password out of the URL, or \`password\` out of instances.${instance}.`,
  );
}

/**
 * Servers that pass tokens on to a cloud's identity service ask for them in clear text. A token of some minutes may go
 * to a server that has proved who it is; a lasting password that anybody who asks could have stays here.
 */
function mayGoAsItIs({ password }: Target, { tls, socket }: ServerAddress): boolean {
  const proved = socket !== undefined || tls.mode === "VERIFY_CA" || tls.mode === "VERIFY_IDENTITY";
  return password !== undefined && proved;
}
