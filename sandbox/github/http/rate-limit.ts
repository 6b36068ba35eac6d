import type { Token } from "../access/token.ts";

export interface RateLimit {
  limit: number;
  used: number;
  remaining: number;
  reset: number;
}

/** Requests an hour (GitHub docs: Rate limits for the REST API). */
const hourly = { anonymous: 60, user: 5000, app: 5000, installation: 5000, workflow: 1000 } as const;

function holder(token: Token): string {
  if (token.kind === "anonymous") return "anonymous";
  if (token.kind === "app") return `app ${token.app.id}`;
  if (token.kind === "installation") return `installation ${token.installation.id}`;
  return token.kind === "workflow" ? `workflow ${token.repository}` : `user ${token.account.login}`;
}

/** Counts a request and shows what is left; never refuses, so that no scene is bounded by an hour's allowance. */
export function createRateCounter(): (token: Token) => RateLimit {
  const counts = new Map<string, number>();
  const reset = Math.floor(Date.now() / 1000) + 3600;
  return (token) => {
    const limit = hourly[token.kind];
    const used = (counts.get(holder(token)) ?? 0) + 1;
    counts.set(holder(token), used);
    return { limit, used, remaining: Math.max(0, limit - used), reset };
  };
}
