import type { Token } from "../access/token.ts";

export interface RateLimit {
  limit: number;
  used: number;
  remaining: number;
  reset: number;
}

/** Requests an hour (GitHub docs: Rate limits for the REST API). */
const hourly = { anonymous: 60, user: 5000, app: 5000, installation: 5000, workflow: 1000 } as const;

export interface RateLimits {
  count(token: Token): RateLimit;
  read(token: Token): RateLimit;
}

function holder(token: Token): string {
  if (token.kind === "anonymous") return "anonymous";
  if (token.kind === "app") return `app ${token.app.id}`;
  if (token.kind === "installation") return `installation ${token.installation.id}`;
  return token.kind === "workflow" ? `workflow ${token.repository}` : `user ${token.account.login}`;
}

/** Counts and shows; never refuses, so that a scene's length is not bounded by an hour's allowance. */
export function createRateLimits(): RateLimits {
  const used = new Map<string, number>();
  const reset = Math.floor(Date.now() / 1000) + 3600;
  const read = (token: Token): RateLimit => {
    const limit = hourly[token.kind];
    const count = used.get(holder(token)) ?? 0;
    return { limit, used: count, remaining: Math.max(0, limit - count), reset };
  };
  return {
    read,
    count(token) {
      used.set(holder(token), (used.get(holder(token)) ?? 0) + 1);
      return read(token);
    },
  };
}
