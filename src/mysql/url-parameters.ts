import { UserError } from "../operations/user-error.ts";

/** The words of MySQL's own clients: https://dev.mysql.com/doc/refman/8.4/en/connection-options.html#option_general_ssl-mode */
const sslModes = ["DISABLED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"] as const;
export type SslMode = (typeof sslModes)[number];

const parameterNames = ["ssl-mode", "ssl-ca", "ssl-cert", "ssl-key", "socket"] as const;
type ParameterName = (typeof parameterNames)[number];

export type UrlParameters = Partial<Record<Exclude<ParameterName, "ssl-mode">, string>> & {
  "ssl-mode"?: SslMode;
};

/** Our own words, and other clients' words for the same: sslmode, ssl_mode and sslMode are ssl-mode. */
const spellings: Readonly<Record<string, ParameterName>> = {
  "ssl-mode": "ssl-mode",
  sslmode: "ssl-mode",
  sslaccept: "ssl-mode",
  tls: "ssl-mode",
  "ssl-ca": "ssl-ca",
  sslca: "ssl-ca",
  sslrootcert: "ssl-ca",
  "ssl-cert": "ssl-cert",
  "ssl-key": "ssl-key",
  sslkey: "ssl-key",
  socket: "socket",
  socketpath: "socket",
  "unix-socket": "socket",
};

/** Words of others that could be taken for several things, or for less than they promise. */
const refused: Readonly<Record<string, string>> = {
  sslcert:
    "It is the server's CA in some tools and the client's certificate in others: write ssl-ca or ssl-cert.",
  sslidentity: "A PKCS#12 file is not read: write it as PEM files, and give them as ssl-cert and ssl-key.",
  sslpassword: "A PKCS#12 file is not read: write it as PEM files, and give them as ssl-cert and ssl-key.",
  ssl: "Write ssl-mode=REQUIRED, or ssl-mode=VERIFY_IDENTITY with ssl-ca.",
  usessl: "Write ssl-mode=REQUIRED, or ssl-mode=VERIFY_IDENTITY with ssl-ca.",
  requiressl: "Write ssl-mode=REQUIRED, or ssl-mode=VERIFY_IDENTITY with ssl-ca.",
  verifyservercertificate: "Write ssl-mode=VERIFY_IDENTITY with ssl-ca.",
  "enable-cleartext-plugin":
    "It is on where the password comes from the policy and ssl-mode is VERIFY_CA or VERIFY_IDENTITY.",
  password: "Write it before the @, or name its variable with `password:` in the policy.",
};

/** MySQL's words, libpq's, Prisma's `sslaccept` and Go's `tls`. A Map: no word of a URL's is a property of an object. */
const modes = new Map<string, SslMode>([
  ...sslModes.map((mode) => [mode.toLowerCase().replace("_", "-"), mode] as const),
  ["disable", "DISABLED"],
  ["false", "DISABLED"],
  ["require", "REQUIRED"],
  ["accept-invalid-certs", "REQUIRED"],
  ["skip-verify", "REQUIRED"],
  ["verify-full", "VERIFY_IDENTITY"],
  ["strict", "VERIFY_IDENTITY"],
  ["true", "VERIFY_IDENTITY"],
]);

/** Falls back to plain text whenever somebody on the way says that there is no TLS. */
const opportunistic = ["preferred", "prefer", "allow"];

/**
 * What a connection's URL says behind the `?`. What is not known is refused and never ignored. Values are never
 * repeated in a message, and names only where they cannot be a part of a password that was not encoded.
 * @throws UserError connection-invalid
 */
export function readParameters(variable: string, search: URLSearchParams): UrlParameters {
  const read: UrlParameters = {};
  const encoded = !search.toString().includes("%40");
  for (const [written, value] of search) {
    const word = written.toLowerCase().replaceAll("_", "-");
    const name = Object.hasOwn(spellings, word) ? spellings[word] : undefined;
    if (name === undefined) throw unknownParameter(variable, encoded ? written : undefined, word);
    if (read[name] !== undefined)
      throw invalid(variable, `says twice what its ${name} is`, `Write ${name} once.`);
    if (value === "")
      throw invalid(variable, `has a ${name} without a value`, `Give ${name} a value, or leave it out.`);
    if (name === "ssl-mode") read[name] = readMode(variable, value);
    else read[name] = value;
  }
  return read;
}

function readMode(variable: string, value: string): SslMode {
  const word = value.toLowerCase().replaceAll("_", "-");
  const mode = modes.get(word);
  if (mode) return mode;
  const list = `Write one of ${sslModes.join(", ")}.`;
  if (opportunistic.includes(word)) {
    const what = "asks for TLS only where it is offered, which whoever sits in between can refuse";
    throw invalid(variable, what, list);
  }
  throw invalid(variable, "asks for an ssl-mode that does not exist", list);
}

function unknownParameter(variable: string, written: string | undefined, word: string): UserError {
  const known = `The parameters are ${parameterNames.join(", ")}; special characters of a password are percent-encoded.`;
  if (written === undefined || !/^[\w.-]+$/.test(written))
    return invalid(variable, "has a parameter that is not known", known);
  const hint = Object.hasOwn(refused, word) ? refused[word] : undefined;
  return invalid(
    variable,
    `has the parameter ${written}, which is not known`,
    hint ?? `Take it out. ${known}`,
  );
}

function invalid(variable: string, what: string, fix: string): UserError {
  return new UserError("connection-invalid", `The connection ${variable} ${what}.`, fix);
}
