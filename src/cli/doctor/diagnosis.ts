/** What one look found: fine, or what is wrong and how to fix it. */
export interface Diagnosis {
  topic: string;
  /** `advice` = it works, and could be better. `unknown` = could not be looked at from here. */
  state: "fine" | "advice" | "wrong" | "unknown";
  what: string;
  fix: string | undefined;
}

export const fine = (topic: string, what: string): Diagnosis => ({
  topic,
  state: "fine",
  what,
  fix: undefined,
});

export const advice = (topic: string, what: string, fix: string): Diagnosis => ({
  topic,
  state: "advice",
  what,
  fix,
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
