import { baseName, compareNumbers, type Format, type Section } from "../format.ts";

const breakpoint = "--> statement-breakpoint";

/** https://orm.drizzle.team/docs/kit-overview: numbered from 0000, statements kept apart by breakpoints. */
export const drizzle: Format = {
  name: "drizzle",
  example: "0002_add_age.sql",
  detects: (files) =>
    files.some(({ path, text }) => baseName(path) === "_journal.json" || text.includes(breakpoint)),
  readName(path) {
    const [, version] = /(?:^|\/)([0-9]+)_[^/]*(?:\/migration)?\.sql$/.exec(path) ?? [];
    return version === undefined ? undefined : { version, kind: "versioned" };
  },
  readSections(text) {
    const up: Section[] = [];
    let start = 0;
    for (const part of text.split(breakpoint)) {
      up.push({ start, end: start + part.length });
      start += part.length + breakpoint.length;
    }
    return { up, down: [], problems: [] };
  },
  compareVersions: compareNumbers,
  allowsOutOfOrder: false,
  forbidsGaps: true,
};
