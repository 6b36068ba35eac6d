import type { Person } from "./person.ts";

/** What anybody can see at GitHub of a pull request. */
export interface Look {
  /** The one check of the head commit, or undefined where there is none yet. */
  check(number: number): Promise<{ conclusion: string; title: string } | undefined>;
  /** Body of the one comment. @throws where there is another number of comments than one. */
  comment(number: number): Promise<string>;
  /** Logins and team slugs who are asked to review now, in order of the alphabet. */
  requested(number: number): Promise<string[]>;
}

const checkName = "tollgate: main";

interface CheckRuns {
  check_runs: { name: string; status: string; conclusion: string | null; output: { title: string | null } }[];
}

export function lookAs(somebody: Person): Look {
  return {
    async check(number) {
      const { head } = await somebody.get<{ head: { sha: string } }>(`pulls/${number}`);
      const { check_runs } = await somebody.get<CheckRuns>(`commits/${head.sha}/check-runs`);
      const found = check_runs.find(({ name }) => name === checkName);
      return found && { conclusion: found.conclusion ?? found.status, title: found.output.title ?? "" };
    },
    async comment(number) {
      const comments = await somebody.get<{ body: string }[]>(`issues/${number}/comments`);
      const [only] = comments;
      if (!only || comments.length > 1)
        throw new Error(`#${number} has ${comments.length} comments, not one.`);
      return only.body;
    },
    async requested(number) {
      const asked = await somebody.get<{ users: { login: string }[]; teams: { slug: string }[] }>(
        `pulls/${number}/requested_reviewers`,
      );
      return [...asked.users.map(({ login }) => login), ...asked.teams.map(({ slug }) => slug)].sort();
    },
  };
}
