/** Something the user must fix: reported with all the others, never one at a time. */
export interface Problem {
  /** Stable, kebab-case: `policy-unknown-role`, `migration-without-version`, … */
  code: string;
  /** What is wrong, as a sentence. */
  what: string;
  /** What to write or do instead, as a sentence. */
  fix: string;
  file?: string;
  /** 1-based; columns in characters. */
  line?: number;
  column?: number;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };
