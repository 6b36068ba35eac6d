import { compareText, type Format, wholeFile } from "../format.ts";

const file = /(?:^|\/)([0-9]+)_?[^/]*\/(migration|down)\.sql$/;

/** https://www.prisma.io/docs/orm/prisma-migrate: a folder for each migration, in the order of their names. */
export const prisma: Format = {
  name: "prisma",
  example: "20260131120000_add_age/migration.sql",
  detects: (files) => files.some(({ path }) => /\/migration\.sql$/.test(path)),
  readName(path) {
    const [, version, name] = file.exec(path) ?? [];
    return version === undefined ? undefined : { version, kind: name === "down" ? "undo" : "versioned" };
  },
  readSections: wholeFile,
  compareVersions: compareText,
  allowsOutOfOrder: true,
};
