import type { Target } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import { accessDenied, serverNumber } from "./has-number.ts";

/** What the driver's codes, and what TLS says, mean for somebody who wrote the connection's URL. */
const advice: readonly { said: RegExp; fix: string }[] = [
  {
    said: /^HANDSHAKE_NO_SSL_SUPPORT/,
    fix: "The server offers no TLS: set it up there, or write ssl-mode=DISABLED where nobody listens.",
  },
  {
    said: /does not match certificate's altnames/,
    fix: "The certificate is another name's: connect by the name that it has, or check its CA alone with ssl-mode=VERIFY_CA.",
  },
  { said: /certificate has expired/, fix: "The server's certificate has expired: renew it there." },
  {
    said: /^HANDSHAKE_SSL_ERROR .*(self[- ]signed|issuer|verify|signature)/,
    fix: "The certificate is signed by no CA that is trusted here: name the server's with ssl-ca.",
  },
  {
    said: /^MYSQL_CLEAR_PASSWORD_NOT_ENABLED/,
    fix: "The server wants the password as it is, as with IAM tokens: take it from `password:` of the policy, and check the server with ssl-mode=VERIFY_CA or VERIFY_IDENTITY.",
  },
];

/** The driver's words name the user and the host, never the password. */
export function unreachable({ instance, connection, password }: Target, cause: unknown): UserError {
  const said = cause instanceof Error ? cause.message || codeOf(cause) : String(cause);
  const from = password === undefined ? connection : `${connection}, and its password`;
  const fix =
    serverNumber(cause) === accessDenied
      ? `Check user and password of ${from}.`
      : (adviceFor(cause) ?? `Check host, port and network of ${connection}.`);
  const what = `Instance ${instance} cannot be reached: ${said.replace(/\.$/, "")}.`;
  return new UserError("connection-refused", what, fix, { cause });
}

function adviceFor(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return advice.find(({ said }) => said.test(`${codeOf(cause)} ${cause.message}`))?.fix;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}
