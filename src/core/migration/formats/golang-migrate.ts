import { baseName, compareNumbers, type Format, wholeFile } from "../format.ts";

const fileName = /^([0-9]+)_.*\.(up|down)\.sql$/;

/** https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md */
export const golangMigrate: Format = {
  name: "golang-migrate",
  example: "2_add_age.up.sql",
  detects: (files) => files.some(({ path }) => fileName.test(baseName(path))),
  readName(path) {
    const [, version, direction] = fileName.exec(baseName(path)) ?? [];
    return version === undefined ? undefined : { version, kind: direction === "up" ? "versioned" : "undo" };
  },
  readSections: wholeFile,
  compareVersions: compareNumbers,
  allowsOutOfOrder: false,
};
