import {
  baseName,
  compareNumbers,
  compareText,
  type Format,
  type Section,
  type SectionProblem,
  type Sections,
} from "../format.ts";

const header = /^\ufeff?\s*--\s*liquibase formatted sql/i;

/** https://docs.liquibase.com/concepts/changelogs/sql-format.html: one file holds many changesets. */
export const liquibase: Format = {
  name: "liquibase",
  example: "002_add_age.sql",
  detects: (files) => files.some(({ text }) => header.test(text)),
  readName(path) {
    const stem = baseName(path).replace(/\.sql$/i, "");
    return { version: /^[0-9]+/.exec(stem)?.[0] ?? stem, kind: "versioned" };
  },
  readSections,
  compareVersions: (a, b) => (isNumber(a) && isNumber(b) ? compareNumbers(a, b) : compareText(a, b)),
  allowsOutOfOrder: true,
};

function isNumber(version: string): boolean {
  return /^[0-9]+$/.test(version);
}

interface Reading {
  up: Section[];
  down: Section[];
  problems: SectionProblem[];
  ids: Set<string>;
  /** The changeset under way; undefined before the first and where it is not for MySQL. */
  current: Omit<Section, "start" | "end"> | undefined;
  ignoring: boolean;
  startedAt: number;
}

function readSections(text: string): Sections {
  const reading: Reading = {
    up: [],
    down: [],
    problems: [],
    ids: new Set(),
    current: undefined,
    ignoring: false,
    startedAt: 0,
  };
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline + 1;
    const directive =
      /^\s*--\s*(changeset|rollback|preconditions?(?:-[\w-]+)?|comment|validCheckSum|property|ignoreLines|liquibase)\b/i.exec(
        text.slice(at, end),
      );
    if (directive) {
      closeSection(reading, at);
      readDirective(reading, {
        name: (directive[1] ?? "").toLowerCase(),
        text,
        at,
        end,
        argumentAt: at + directive[0].length,
      });
      reading.startedAt = end;
    }
    at = end;
  }
  closeSection(reading, text.length);
  if (!header.test(text) || reading.ids.size === 0) reportNoChangeset(reading);
  return reading;
}

interface Directive {
  name: string;
  text: string;
  at: number;
  end: number;
  argumentAt: number;
}

function readDirective(reading: Reading, { name, text, at, end, argumentAt }: Directive) {
  const argument = text.slice(argumentAt, end).replace(/^:/, " ").trim();
  if (name === "changeset") {
    const id = argument.split(/\s+/)[0] ?? "";
    if (reading.ids.has(id)) reportDuplicate(reading, id, at);
    reading.ids.add(id);
    reading.current = readAttributes(argument);
  } else if (name === "rollback" && !/^(?:empty|not required|changeset)/i.test(argument)) {
    const colon = text.charAt(argumentAt) === ":" ? 1 : 0;
    reading.down.push({ start: argumentAt + colon, end });
  } else if (name === "ignorelines") {
    reading.ignoring = /start/i.test(argument);
  }
}

/** undefined for a changeset that Liquibase does not run on MySQL or MariaDB. */
function readAttributes(argument: string): Reading["current"] {
  const attribute = (name: string) =>
    new RegExp(`\\b${name}:("[^"]*"|\\S+)`, "i").exec(argument)?.[1]?.replaceAll('"', "");
  const servers = attribute("dbms")
    ?.split(",")
    .map((server) => server.trim().toLowerCase());
  const excluded = servers?.some(
    (server) => server === "!mysql" || server === "!mariadb" || server === "none",
  );
  const included = !servers || servers.some((server) => /^(?:mysql|mariadb|all|!.*)$/.test(server));
  if (excluded || !included) return undefined;
  const delimiter = attribute("endDelimiter");
  return {
    placeholders: /\$\{([^}\n]*)\}/g,
    whole: attribute("splitStatements") === "false",
    ...(delimiter === undefined ? {} : { delimiter: delimiter.replaceAll("\\n", "\n") }),
  };
}

function closeSection({ up, current, ignoring, startedAt }: Reading, end: number) {
  if (current && !ignoring) up.push({ ...current, start: startedAt, end });
}

function reportDuplicate({ problems }: Reading, id: string, index: number) {
  problems.push({
    code: "migration-duplicate-version",
    what: `The changeset ${id} is there twice.`,
    fix: "Give the newer one another id.",
    index,
  });
}

function reportNoChangeset({ problems }: Reading) {
  problems.push({
    code: "migration-without-up",
    what: "The file holds no `--liquibase formatted sql` with a `--changeset`, so Liquibase would run nothing of it.",
    fix: "Write `--liquibase formatted sql` on the first line and `--changeset author:id` before the statements.",
    index: 0,
  });
}
