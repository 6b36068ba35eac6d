import type { PolicyFile } from "./policy.ts";

/** The policy file where any part may be missing: the schema has refused some of it, the rest is checked all the same. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;

export type LoosePolicy = Loose<PolicyFile>;
type Path = (string | number)[];

export type ReportProblem = (code: string, path: Path, what: string, fix: string, part?: "key") => void;
export type NamedKind = "environment" | "instance" | "role" | "flow";

export interface PolicyCheck {
  policy: LoosePolicy;
  report: ReportProblem;
  /** Reports a name that is not there; `where` begins the sentence. */
  expect(kind: NamedKind, name: string | undefined, path: Path, where: string): void;
}
