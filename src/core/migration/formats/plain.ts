import { baseName, compareDotted, type Format, wholeFile } from "../format.ts";

/** Numbered files of no tool: `001_users.sql`, `v1.2.0.sql`, `2024-01-31-users.up.sql` with its `.down.sql`. */
export const plain: Format = {
  name: "plain",
  example: "002_add_age.sql",
  detects: () => true,
  readName(path) {
    const name = baseName(path);
    const [, version] = /^v?([0-9]+(?:[._-][0-9]+)*)(?![0-9a-z]*[0-9])/i.exec(name) ?? [];
    if (version === undefined) return undefined;
    return { version, kind: /[._-](?:down|undo|rollback)\.sql$/i.test(name) ? "undo" : "versioned" };
  },
  readSections: wholeFile,
  compareVersions: compareDotted,
  allowsOutOfOrder: false,
};
