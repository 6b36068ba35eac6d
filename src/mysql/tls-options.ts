import { readFile } from "node:fs/promises";
import type { ConnectionOptions } from "mysql2/promise";
import { UserError } from "../operations/user-error.ts";
import type { TlsWish } from "./parse-url.ts";
import type { SslMode } from "./url-parameters.ts";

const checks: Record<SslMode, { rejectUnauthorized: boolean; verifyIdentity: boolean } | undefined> = {
  DISABLED: undefined,
  REQUIRED: { rejectUnauthorized: false, verifyIdentity: false },
  VERIFY_CA: { rejectUnauthorized: true, verifyIdentity: false },
  VERIFY_IDENTITY: { rejectUnauthorized: true, verifyIdentity: true },
};

/**
 * TLS as the driver takes it; undefined = none. Without ssl-ca, certificates are checked against those that Node trusts.
 * @throws UserError connection-invalid where a file or variable is not there or holds no PEM.
 */
export async function tlsOptions(
  variable: string,
  { mode, ca, cert, key }: TlsWish,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionOptions["ssl"] | undefined> {
  const check = checks[mode];
  if (!check) return undefined;
  const read = (name: string, file: string | undefined) =>
    file === undefined ? undefined : readPem({ variable, name, file }, variables);
  const files = {
    ca: await read("ssl-ca", ca),
    cert: await read("ssl-cert", cert),
    key: await read("ssl-key", key),
  };
  return { ...check, ...Object.fromEntries(Object.entries(files).filter(([, pem]) => pem !== undefined)) };
}

interface PemPlace {
  variable: string;
  /** The parameter's name. */
  name: string;
  /** A path, or `env:NAME`. */
  file: string;
}

async function readPem(
  place: PemPlace,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const pem = place.file.startsWith("env:") ? variables[place.file.slice(4)] : await readIfThere(place.file);
  if (pem === undefined || pem === "") throw noPem(place, "is not there");
  if (!pem.includes("-----BEGIN ")) throw noPem(place, "holds no PEM text");
  return pem;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return undefined;
  }
}

function noPem({ variable, name, file }: PemPlace, why: string): UserError {
  return new UserError(
    "connection-invalid",
    `The ${name} of ${variable} ${why}: ${file}.`,
    `Give ${name} the path of a PEM file, or env:NAME with the variable that holds its text.`,
  );
}
