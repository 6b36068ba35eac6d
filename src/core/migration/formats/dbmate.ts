import { baseName, compareText, type Format } from "../format.ts";
import { type MarkedTool, parseMarkedSections } from "../marked-sections.ts";

/** https://github.com/amacneil/dbmate#creating-migrations */
const tool: MarkedTool = {
  name: "dbmate",
  upLine: "-- migrate:up",
  readMark(line) {
    const [, name] = /^--\s*migrate:(\w*)/.exec(line) ?? [];
    if (name === undefined) return undefined;
    return name === "up" || name === "down" ? name : "unknown";
  },
};

export const dbmate: Format = {
  name: "dbmate",
  example: "20260131120000_add_age.sql",
  detects: (files) => files.some(({ text }) => /^[^\S\r\n]*--\s*migrate:up\b/m.test(text)),
  readName(path) {
    const [, version] = /^([0-9]+).*\.sql$/.exec(baseName(path)) ?? [];
    return version === undefined ? undefined : { version, kind: "versioned" };
  },
  readSections: (text) => parseMarkedSections(text, tool),
  compareVersions: compareText,
  allowsOutOfOrder: true,
};
