import { baseName, compareNumbers, type Format } from "../format.ts";
import { type MarkedTool, parseMarkedSections, type SectionMark } from "../marked-sections.ts";

const marks: ReadonlyMap<string, SectionMark> = new Map([
  ["UP", "up"],
  ["DOWN", "down"],
  ["STATEMENTBEGIN", "begin"],
  ["STATEMENTEND", "end"],
  ["NO TRANSACTION", "other"],
  ["ENVSUB ON", "values on"],
  ["ENVSUB OFF", "values off"],
]);

/** https://pressly.github.io/goose/documentation/annotations/ and sql-migrate, which writes `+migrate`. */
const tool: MarkedTool = {
  name: "goose",
  upLine: "-- +goose Up",
  placeholders: /\$(?:\{([A-Za-z_][^}\n]*)\}|[A-Za-z_][A-Za-z0-9_]*)/g,
  readMark(line) {
    const [, name] = /^--\s*\+(?:goose|migrate)\s+(.*)$/i.exec(line) ?? [];
    if (name === undefined) return undefined;
    const words = name.toUpperCase().replace(/\s+/g, " ").trim();
    return (
      marks.get(words) ??
      (/^(?:UP|DOWN) NOTRANSACTION$/.test(words) ? marks.get(words.split(" ")[0] ?? "") : "unknown")
    );
  },
};

export const goose: Format = {
  name: "goose",
  example: "00002_add_age.sql",
  detects: (files) => files.some(({ text }) => /^[^\S\r\n]*--\s*\+(?:goose|migrate)\s+up\b/im.test(text)),
  readName(path) {
    const [, version] = /^([0-9]+)[-_].*\.sql$/.exec(baseName(path)) ?? [];
    return version === undefined ? undefined : { version, kind: "versioned" };
  },
  readSections: (text) => parseMarkedSections(text, tool),
  compareVersions: compareNumbers,
  allowsOutOfOrder: false,
};
