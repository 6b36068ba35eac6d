import type { OfferedSuggestion } from "../core/report/comment/suggestions.ts";
import type { Suggestions } from "../operations/ports/code-host.ts";

export type MemorySuggestion = OfferedSuggestion & { pull: number };

/** One line in `writes` for each write, in order. */
export function memorySuggestions(github: {
  suggestions: MemorySuggestion[];
  writes: string[];
}): Suggestions {
  const { suggestions, writes } = github;
  let id = 5000;
  return {
    list: async ({ number }) => suggestions.filter(({ pull }) => pull === number),
    async offer({ number }, offered) {
      for (const one of offered) suggestions.push({ ...one, id: id++, pull: number });
      writes.push(`offer ${offered.map(({ file, start, end }) => `${file}:${start}-${end}`).join(" ")}`);
      return true;
    },
    async change(changed, body) {
      const found = suggestions.find((one) => one.id === changed);
      if (found) found.body = body;
      writes.push(`change the suggestion ${found?.file}:${found?.start}`);
    },
    async withdraw(gone) {
      const [found] = suggestions.splice(
        suggestions.findIndex((one) => one.id === gone),
        1,
      );
      writes.push(`take back ${found?.file}:${found?.start}-${found?.end}`);
    },
  };
}
