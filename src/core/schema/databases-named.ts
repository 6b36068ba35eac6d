import type { Syntax } from "../sql/grammar/parse-statement.ts";
import { type NameScope, scopeInProgram } from "./names.ts";

/** Which databases statements speak of, as far as names tell. */
export interface DatabasesNamed {
  /** As they are written. */
  names: Set<string>;
  /** Some name has no database, where no USE stands before it. */
  home: boolean;
}

export function noneNamed(): DatabasesNamed {
  return { names: new Set(), home: false };
}

/** Types of statement whose object is a name that may have a database before it, or a database's own. */
const ofPrograms = /(?:PROCEDURE|FUNCTION|TRIGGER|EVENT)$|^CALL$/;
const ofDatabases = /^(?:USE|(?:CREATE|ALTER|DROP)_DATABASE)$/;

/** Notes the databases that one statement names. `scope` is the session's before it. */
export function noteDatabases(named: DatabasesNamed, { type, object, tables }: Syntax, scope: NameScope) {
  let inside = scope;
  if (object !== undefined && ofDatabases.test(type)) named.names.add(object);
  if (object !== undefined && ofPrograms.test(type)) {
    inside = scopeInProgram(object, scope);
    noteName(named, object.includes(".") ? object.slice(0, object.indexOf(".")) : undefined, scope);
  }
  for (const { database } of tables) noteName(named, database, inside);
}

function noteName(named: DatabasesNamed, database: string | undefined, scope: NameScope) {
  if (database !== undefined) named.names.add(database);
  else if (scope.database === undefined) named.home = true;
}
