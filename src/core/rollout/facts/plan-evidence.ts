import type { TableName } from "../../sql/definition.ts";
import type { EvidencePart, EvidencePlan, ExpectedObject } from "../evidence.ts";
import { objectName } from "../object-name.ts";
import type { ClauseEffect, ObjectKind } from "./effects.ts";

/** A definition's clause: what it leaves, and the table that it is about. */
export interface DefiningClause {
  effect: ClauseEffect;
  target: TableName | undefined;
  /** The second table that it names. */
  other: TableName | undefined;
  conditional: boolean;
}

const nothingTells: EvidencePlan = {
  objects: [],
  parts: [],
  sign: "none",
  twice: "harmless",
  conditional: false,
};

/**
 * What would tell that a definition ran, from all of its clauses: they take effect together or not at all, so the clearest
 * sign of any of them is the sign of all. undefined = there is no telling.
 */
export function planEvidence(clauses: readonly DefiningClause[], home: string): EvidencePlan | undefined {
  const lasting = clauses.filter(({ effect: { leaves } }) => leaves !== "repeatable" && leaves !== "reads");
  if (lasting.length === 0) return nothingTells;
  const conditional = clauses.some((clause) => clause.conditional);
  const named = lasting.flatMap((clause) => namedObject(clause, home));
  if (named.length > 0) return ofNamed(lasting, named, conditional);
  if (lasting.some(({ effect }) => effect.leaves === "renames")) return ofRenames(lasting, home, conditional);
  return ofTables(lasting, home, conditional);
}

function namedObject({ effect, target }: DefiningClause, home: string): ExpectedObject[] {
  const becomes = { creates: "there", drops: "gone", replaces: "other" } as const;
  if (!("object" in effect)) return [];
  const { object: kind, name } = effect;
  return [{ ...placeOf(kind, name, target, home), kind, becomes: becomes[effect.leaves] }];
}

/** Of a database `database` is its own name; what is no table names its database before a dot. */
function placeOf(kind: ObjectKind, shown: string, target: TableName | undefined, home: string) {
  if (target && (kind === "table" || kind === "view")) return objectName(target, home);
  if (kind === "database") return { database: shown || home, name: shown || home };
  const dot = shown.indexOf(".");
  return dot < 0
    ? { database: home, name: shown }
    : { database: shown.slice(0, dot), name: shown.slice(dot + 1) };
}

function ofNamed(
  clauses: readonly DefiningClause[],
  objects: readonly ExpectedObject[],
  conditional: boolean,
): EvidencePlan | undefined {
  if (objects.length < clauses.length) return undefined;
  const existence = objects.every(({ becomes }) => becomes !== "other");
  if (existence) return { objects, parts: [], sign: "existence", twice: "harmful", conditional };
  return { objects, parts: ["text"], sign: "text", twice: "harmless", conditional };
}

/** The names that are there or gone in the end; where none is, tables have changed places. */
function ofRenames(
  clauses: readonly DefiningClause[],
  home: string,
  conditional: boolean,
): EvidencePlan | undefined {
  const pairs = clauses.flatMap(({ effect, target }) =>
    effect.leaves === "renames" && target
      ? [{ from: objectName(target, home), to: objectName(effect.to, home) }]
      : [],
  );
  const key = ({ database, name }: { database: string; name: string }) => `${database}\0${name}`;
  const holder = new Map<string, string>();
  const places = new Map<string, { database: string; name: string }>();
  for (const { from, to } of pairs) {
    for (const one of [from, to]) places.set(key(one), one);
    holder.set(key(to), holder.get(key(from)) ?? key(from));
    holder.set(key(from), "");
  }
  const started = new Set([...holder.values()].filter((first) => first !== ""));
  const objects = [...places].flatMap(([place, one]): ExpectedObject[] => {
    const [was, is] = [started.has(place), (holder.get(place) ?? "") !== ""];
    if (was === is) return [];
    return [{ ...one, kind: "table", becomes: is ? "there" : "gone" }];
  });
  if (objects.length > 0) return { objects, parts: [], sign: "existence", twice: "harmful", conditional };
  const moved = [...places].flatMap(([place, one]): ExpectedObject[] =>
    started.has(place) ? [{ ...one, kind: "table", becomes: "other" }] : [],
  );
  const parts: EvidencePart[] = ["text", "time", "ids"];
  return { objects: moved, parts, sign: "places", twice: "harmful", conditional };
}

function ofTables(
  clauses: readonly DefiningClause[],
  home: string,
  conditional: boolean,
): EvidencePlan | undefined {
  const objects = new Map<string, ExpectedObject>();
  for (const { target, other } of clauses) {
    for (const name of [target, other]) {
      if (!name) continue;
      const place = objectName(name, home);
      objects.set(`${place.database}\0${place.name}`, { ...place, kind: "table", becomes: "other" });
    }
  }
  if (objects.size === 0) return undefined;
  return { objects: [...objects.values()], ...signOf(clauses.map(({ effect }) => effect)), conditional };
}

function signOf(effects: readonly ClauseEffect[]): Pick<EvidencePlan, "parts" | "sign" | "twice"> {
  if (effects.some(({ leaves }) => leaves === "renews"))
    return { parts: ["text", "time", "ids"], sign: "ids", twice: "harmful" };
  if (effects.some(({ leaves }) => leaves === "recreates"))
    return { parts: ["text", "time", "ids"], sign: "time", twice: "harmful" };
  const defines = effects.flatMap((effect) => (effect.leaves === "defines" ? [effect] : []));
  const added = defines.flatMap(({ adds }) => adds);
  const dropped = defines.flatMap(({ drops }) => drops);
  if (isNet(added, dropped)) return { parts: ["text"], sign: "text", twice: "harmless" };
  const losesValues = dropped.some((name) => /^(column|partition) /.test(name));
  const parts: EvidencePart[] = ["text", "time", "ids"];
  return losesValues
    ? { parts, sign: "columns", twice: "harmful" }
    : { parts, sign: "time", twice: "harmless" };
}

/** A name more or less for certain: one that is only added, or only dropped; the server may give a name that was dropped. */
function isNet(added: readonly string[], dropped: readonly string[]): boolean {
  if (added.length === 0 || dropped.length === 0) return added.length + dropped.length > 0;
  const kinds = (names: readonly string[]) => new Set(names.filter(isGiven).map(kindOf));
  const [given, lost] = [kinds(added), kinds(dropped)];
  const sure = (names: readonly string[], others: readonly string[], unsure: ReadonlySet<string>) =>
    names.some((name) => !isGiven(name) && !others.includes(name) && !unsure.has(kindOf(name)));
  return sure(added, dropped, lost) || sure(dropped, added, given);
}

function isGiven(name: string): boolean {
  return name.endsWith(" ?");
}

function kindOf(name: string): string {
  return name.slice(0, name.indexOf(" "));
}
