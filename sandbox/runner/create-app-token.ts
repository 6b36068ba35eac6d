import { createSign } from "node:crypto";

/**
 * Stands in for `actions/create-github-app-token`: asks the sandbox's API for an installation token as that action
 * does, for the app's installation on the owner's account.
 */
export async function createAppToken(given: Record<string, string>, apiUrl: string) {
  const owner = given.owner;
  const id = given["client-id"] ?? given["app-id"];
  const key = given["private-key"];
  if (!id || !key) return { code: 1, output: "::error::app-id and private-key are needed", outputs: {} };
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${appJwt(id, key)}`, accept: "application/vnd.github+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const installations = (await call("GET", "/app/installations")) as {
    id: number;
    account: { login: string };
  }[];
  const found = installations.find(
    ({ account }) => !owner || account.login.toLowerCase() === owner.toLowerCase(),
  );
  if (!found) return { code: 1, output: `::error::The app is not installed on ${owner}`, outputs: {} };
  const permissions = requestedPermissions(given);
  const issued = (await call("POST", `/app/installations/${found.id}/access_tokens`, permissions)) as {
    token: string;
  };
  return { code: 0, output: `::add-mask::${issued.token}`, outputs: { token: issued.token } };
}

/** `permission-members: read` asks for that and no more; none asked = all that the app holds. */
function requestedPermissions(given: Record<string, string>) {
  const asked = Object.entries(given).filter(([name]) => name.startsWith("permission-"));
  if (asked.length === 0) return undefined;
  return {
    permissions: Object.fromEntries(
      asked.map(([name, grade]) => [name.slice(11).replaceAll("-", "_"), grade]),
    ),
  };
}

function appJwt(id: string, privateKey: string): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: now - 60, exp: now + 540, iss: id })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}
