import { baseName, compareText, type Format, type Sections, wholeFile } from "../format.ts";

/** https://atlasgo.io/concepts/migration-directory-format: files run in the order of their names. */
export const atlas: Format = {
  name: "atlas",
  example: "20260131120000_add_age.sql",
  detects: (files) =>
    files.some(({ path, text }) => baseName(path) === "atlas.sum" || /^-- atlas:[a-z]+/m.test(text)),
  readName(path, text) {
    const [, version] = /^([0-9]+)(?:_.*)?\.sql$/.exec(baseName(path)) ?? [];
    if (version === undefined) return undefined;
    return { version, kind: /^-- atlas:checkpoint\b/m.test(text) ? "baseline" : "versioned" };
  },
  readSections: (text) => (/^-- atlas:txtar\b/m.test(text) ? readArchive(text) : wholeFile(text)),
  compareVersions: compareText,
  allowsOutOfOrder: false,
};

/** `-- migration.sql --` begins the migration, `-- down.sql --` what undoes it; checks change nothing. */
function readArchive(text: string): Sections {
  const parts = [...text.matchAll(/^-- (\S+) --[ \t]*\r?$/gm)].map(({ 0: line, 1: name, index }) => ({
    name,
    index,
    line,
  }));
  const sections = parts.map(({ name, index, line }, i) => ({
    name,
    start: index + line.length,
    end: parts[i + 1]?.index ?? text.length,
  }));
  return {
    up: sections.filter(({ name }) => name !== "down.sql"),
    down: sections.filter(({ name }) => name === "down.sql"),
    problems: [],
  };
}
