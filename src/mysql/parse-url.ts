import { isIP } from "node:net";
import { UserError } from "../operations/user-error.ts";
import { readParameters, type SslMode, type UrlParameters } from "./url-parameters.ts";

/** Where an instance is, and who we are there. */
export interface ServerAddress {
  host: string;
  port: number;
  /** Path of a Unix socket, which takes the place of host and port. */
  socket: string | undefined;
  user: string;
  /** "" = the URL has none. */
  password: string;
  tls: TlsWish;
}

/** Each file is a path, or `env:NAME` for the variable that holds the PEM text. */
export interface TlsWish {
  mode: SslMode;
  ca: string | undefined;
  cert: string | undefined;
  key: string | undefined;
}

/**
 * A database in the URL is ignored: the policy names the database. Off this machine TLS is required unless `ssl-mode`
 * says otherwise. Messages never repeat the URL: it holds a password.
 * @throws UserError connection-missing, connection-invalid
 */
export function parseUrl(variable: string, value: string | undefined): ServerAddress {
  if (value === undefined || value === "") {
    throw new UserError(
      "connection-missing",
      `The connection ${variable} is not set here.`,
      `Pass it to the job as an environment variable: ${variable}: \${{ secrets.${variable} }}.`,
    );
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // What follows a # would be left out without a word; it may be the end of a password.
  if (!url || !["mysql:", "mariadb:"].includes(url.protocol) || url.hash !== "") throw notAUrl(variable);
  const parameters = readParameters(variable, url.searchParams);
  const { socket } = parameters;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host === "" && socket === undefined) throw notAUrl(variable);
  return {
    host: host || "localhost",
    port: url.port === "" ? 3306 : Number(url.port),
    socket,
    user: decode(variable, url.username),
    password: decode(variable, url.password),
    tls: wishFor(variable, host, parameters),
  };
}

function wishFor(variable: string, host: string, parameters: UrlParameters): TlsWish {
  const { "ssl-ca": ca, "ssl-cert": cert, "ssl-key": key, socket } = parameters;
  const local = socket !== undefined || isHere(host);
  const files = [ca, cert, key].some((file) => file !== undefined);
  const wished = parameters["ssl-mode"] ?? (local && !files ? "DISABLED" : "REQUIRED");
  // As the mysql client has it: who names a CA wants it to be looked at.
  const mode = wished === "REQUIRED" && ca !== undefined ? "VERIFY_CA" : wished;
  const wrong = whyNot({ mode, ca, cert, key }, host, socket);
  if (wrong)
    throw new UserError("connection-invalid", `The connection ${variable} ${wrong.what}.`, wrong.fix);
  return { mode, ca, cert, key };
}

function whyNot({ mode, ca, cert, key }: TlsWish, host: string, socket: string | undefined) {
  if (mode === "DISABLED" && [ca, cert, key].some((file) => file !== undefined))
    return {
      what: "names files for TLS, and says ssl-mode=DISABLED",
      fix: "Leave out the one or the other.",
    };
  if ((cert === undefined) !== (key === undefined))
    return { what: "has one of ssl-cert and ssl-key", fix: "Give both, or neither." };
  if (mode === "VERIFY_IDENTITY" && socket !== undefined)
    return {
      what: "checks the name of a host that it does not use: it has a socket",
      fix: "Leave out ssl-mode.",
    };
  // The driver would compare the certificate with "localhost".
  if (mode === "VERIFY_IDENTITY" && isIP(host) !== 0)
    return {
      what: "checks the name of a host, and gives its number",
      fix: "Write the name that the server's certificate has, or ssl-mode=VERIFY_CA.",
    };
  return undefined;
}

function isHere(host: string): boolean {
  return host === "" || host === "localhost" || host === "::1" || /^127\.[\d.]+$/.test(host);
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
