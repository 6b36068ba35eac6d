/** What one look found: fine, or what is wrong and how to fix it. */
export interface Diagnosis {
  topic: string;
  /** `unknown` = could not be looked at from here. */
  state: "fine" | "wrong" | "unknown";
  what: string;
  fix: string | undefined;
}

export const fine = (topic: string, what: string): Diagnosis => ({
  topic,
  state: "fine",
  what,
  fix: undefined,
});

export const wrong = (topic: string, what: string, fix: string): Diagnosis => ({
  topic,
  state: "wrong",
  what,
  fix,
});

export const unknown = (topic: string, what: string, fix: string): Diagnosis => ({
  topic,
  state: "unknown",
  what,
  fix,
});
