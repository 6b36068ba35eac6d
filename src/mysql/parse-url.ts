import type { ConnectionOptions } from "mysql2/promise";
import { UserError } from "../operations/user-error.ts";

/** The words of MySQL's own clients: https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode */
const sslModes: Record<string, ConnectionOptions["ssl"] | undefined> = {
  DISABLED: undefined,
  REQUIRED: { rejectUnauthorized: false },
  VERIFY_CA: { rejectUnauthorized: true, verifyIdentity: false },
  VERIFY_IDENTITY: { rejectUnauthorized: true, verifyIdentity: true },
};

/**
 * Where an instance is and who we are there. A database in the URL is ignored: the policy names the database.
 * Off this machine TLS is required unless `?ssl-mode=` says otherwise. Messages never repeat the URL: it holds a password.
 */
export function parseUrl(variable: string, value: string | undefined): ConnectionOptions {
  if (value === undefined || value === "") {
    throw new UserError(
      "connection-missing",
      `The connection ${variable} is not set here.`,
      `Pass it to the job as an environment variable: ${variable}: \${{ secrets.${variable} }}.`,
    );
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol) || url.hostname === "") {
    throw notAUrl(variable);
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const ssl = sslOf(variable, url.searchParams.get("ssl-mode") ?? (isHere(host) ? "DISABLED" : "REQUIRED"));
  return {
    host,
    port: url.port === "" ? 3306 : Number(url.port),
    user: decode(variable, url.username),
    password: decode(variable, url.password),
    ...(ssl !== undefined && { ssl }),
  };
}

function sslOf(variable: string, word: string): ConnectionOptions["ssl"] | undefined {
  const mode = word.toUpperCase();
  if (!Object.hasOwn(sslModes, mode)) {
    throw new UserError(
      "connection-invalid",
      `The connection ${variable} asks for an ssl-mode that does not exist.`,
      `Write one of ${Object.keys(sslModes).join(", ")}.`,
    );
  }
  return sslModes[mode];
}

function isHere(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function decode(variable: string, part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw notAUrl(variable, cause);
  }
}

function notAUrl(variable: string, cause?: unknown): UserError {
  const what = `The connection ${variable} is not a MySQL URL.`;
  const fix = "Write it as mysql://USER:PASSWORD@HOST:PORT, with special characters percent-encoded.";
  return new UserError("connection-invalid", what, fix, { cause });
}
