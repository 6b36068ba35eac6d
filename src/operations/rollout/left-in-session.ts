import { codeThatRan, leftByBody, leftByHidden } from "../../core/rollout/code-that-ran.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { LeftByCode } from "../../core/rollout/resume.ts";
import type { Running } from "./running.ts";

/** What code of the server's that statements before this one ran may have left in their session. */
export async function leftInSession({ session, migration }: Running, next: number): Promise<LeftByCode> {
  const { statements } = migration;
  const ran = codeThatRan(statements, next);
  if (ran.length === 0) return new Map();
  const tables = await session.storage(
    distinct(ran.flatMap(({ triggersOf, read }) => [...triggersOf, ...read])),
  );
  const calls = distinct(ran.flatMap(({ routines }) => routines));
  const routines = calls.length > 0 ? await session.routines(calls) : [];
  const own = statements.filter(({ type }) => type === "CREATE_PROCEDURE").map(({ text }) => text);
  const ofRoutine = (name: ObjectName) => {
    const body = routines.find((one) => isSame(one, name))?.body;
    return (body === undefined && own.length > 0 ? own : [body]).flatMap(leftByBody);
  };
  const ofTriggers = (name: ObjectName) => {
    const bodies = tables.find((one) => isSame(one, name))?.triggers;
    return bodies ? bodies.flatMap(leftByBody) : leftByHidden;
  };
  const ofView = (name: ObjectName) =>
    tables.find((one) => isSame(one, name))?.engine === "" ? leftByHidden : [];
  return new Map(
    ran.map((one) => [
      one.at,
      [
        ...one.routines.flatMap(ofRoutine),
        ...one.triggersOf.flatMap(ofTriggers),
        ...[...one.read, ...one.triggersOf].flatMap(ofView),
      ],
    ]),
  );
}

function distinct(names: readonly ObjectName[]): ObjectName[] {
  return [...new Map(names.map((name) => [`${name.database}\0${name.name}`, name])).values()];
}

function isSame(one: ObjectName, other: ObjectName): boolean {
  return one.database === other.database && one.name === other.name;
}
