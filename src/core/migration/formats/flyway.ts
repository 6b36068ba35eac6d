import { baseName, compareDotted, type Format, wholeFile } from "../format.ts";
import type { MigrationKind } from "../migration.ts";

const kinds: Readonly<Record<string, MigrationKind>> = { V: "versioned", U: "undo", B: "baseline" };

/** https://documentation.red-gate.com/flyway/flyway-concepts/migrations */
export const flyway: Format = {
  name: "flyway",
  example: "V2__add_age.sql",
  detects: (files) => files.some(({ path }) => /^(?:[VUB][0-9][0-9._]*|R)__.+\.sql$/i.test(baseName(path))),
  readName(path) {
    const name = baseName(path);
    if (/^R__.+\.sql$/i.test(name)) return { version: undefined, kind: "repeatable" };
    const [, prefix = "", version] = /^([VUB])([0-9]+(?:[._][0-9]+)*)__.+\.sql$/i.exec(name) ?? [];
    const kind = kinds[prefix.toUpperCase()];
    return kind && version !== undefined ? { version: version.replaceAll("_", "."), kind } : undefined;
  },
  readSections: (text) => ({
    ...wholeFile(text),
    up: [{ start: 0, end: text.length, placeholders: /\$\{([^}\n]*)\}/g }],
  }),
  compareVersions: compareDotted,
  allowsOutOfOrder: false,
};
