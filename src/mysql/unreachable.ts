import type { Target } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import { accessDenied, serverNumber } from "./has-number.ts";

/** What the driver's and Node's codes mean for somebody who wrote the connection's URL. */
const advice: Readonly<Record<string, string>> = {
  HANDSHAKE_NO_SSL_SUPPORT:
    "The server offers no TLS: set it up there, or write ssl-mode=DISABLED where nobody listens.",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "The certificate is another name's: connect by the name that it has, or check its CA alone with ssl-mode=VERIFY_CA.",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "The certificate is signed by no CA that is known here: name the server's with ssl-ca.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "The certificate is signed by no CA that is known here: name the server's with ssl-ca.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The certificate is signed by no CA that is known here: name the server's with ssl-ca.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "The certificate is signed by no CA that is known here: name the server's with ssl-ca.",
  CERT_SIGNATURE_FAILURE: "The certificate is signed by another CA than that of ssl-ca.",
  CERT_HAS_EXPIRED: "The server's certificate has expired: renew it there.",
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED:
    "The server wants the password as it is, as with IAM tokens: take it from `password:` of the policy, and check the server with ssl-mode=VERIFY_CA or VERIFY_IDENTITY.",
};

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

/** The driver wraps what TLS said. */
function adviceFor(cause: unknown): string | undefined {
  const code = codeOf(cause);
  if (Object.hasOwn(advice, code)) return advice[code];
  return cause instanceof Error && cause.cause !== undefined ? adviceFor(cause.cause) : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
