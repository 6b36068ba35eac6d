import { compareText, type Format, wholeFile } from "../format.ts";

/** Files that somebody names by hand to have them weighed: whatever they are called, in path order. No policy names it. */
export const unversioned: Format = {
  name: "none",
  example: "change.sql",
  detects: () => false,
  readName: () => ({ version: undefined, kind: "versioned" }),
  readSections: wholeFile,
  compareVersions: compareText,
  allowsOutOfOrder: true,
};
