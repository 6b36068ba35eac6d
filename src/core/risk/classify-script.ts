import type { Finding } from "../assessment.ts";
import type { DescribedStatement } from "../change/change.ts";
import { openReplay, replayStatement } from "../change/replay-script.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { type Catalog, draftOf, emptyCatalog } from "../schema/catalog.ts";
import { type DatabasesNamed, noneNamed } from "../schema/databases-named.ts";
import { type Home, unknownHome } from "../schema/names.ts";
import type { Engine } from "../sql/engine.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { Foreseen, Foresight, RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import { homesOfUnknown } from "./readings.ts";
import { contextsIn } from "./replay-history.ts";
import { scoreOf } from "./score.ts";

interface Options {
  engine: Engine;
  /** The schema before the first statement of each script. */
  schema: readonly SplitStatement[];
  ahead: LookAhead;
}

/** Looks at the rollout of a script as a whole; at one of more statements than `most` a statement at a time. */
interface LookAhead {
  whole: Foresight;
  alone: (statement: DescribedStatement) => readonly Foreseen[];
  most: number;
}

/** What is kept of a statement; nothing else is, so that a long script takes little memory. */
type Show<Shown> = (context: RiskContext, findings: readonly Finding[]) => Shown;

interface Way {
  catalog: Catalog;
  engine: Engine;
  home: Home;
  named: DatabasesNamed;
  ahead: LookAhead;
}

type Classifier = <Shown>(script: readonly SplitStatement[], show: Show<Shown>) => Shown[];

interface Classified<Shown> {
  score: number;
  shown: Shown;
}

/**
 * Reads scripts by themselves, outside any project, where nobody knows what the database is called that they run on. One
 * that names tables with a database and without is read both ways, and each statement is shown where it weighs more.
 */
export function openClassifier(options: Options): Classifier {
  const { engine, ahead } = options;
  const inSchema = noneNamed();
  const schemas = new Map<string, Catalog>();
  const schemaAt = (home: Home): Catalog => {
    const key = [...home.names].join("\0");
    const known = schemas.get(key) ?? schemaIn(home, options, inSchema);
    schemas.set(key, known);
    return known;
  };
  return (script, show) => {
    const inScript = noneNamed();
    const classifyAt = (home: Home) =>
      classifyIn(script, { engine, home, catalog: schemaAt(home), named: inScript, ahead }, show);
    const first = classifyAt(unknownHome);
    const [, ...others] = homesOfUnknown({
      names: new Set([...inSchema.names, ...inScript.names]),
      home: inSchema.home || inScript.home,
    });
    return others
      .map(classifyAt)
      .reduce((a, b) => a.map((one, i) => worse(one, b[i])), first)
      .map(({ shown }) => shown);
  };
}

function worse<Shown>(a: Classified<Shown>, b: Classified<Shown> | undefined): Classified<Shown> {
  return b !== undefined && b.score > a.score ? b : a;
}

function schemaIn(home: Home, { schema, engine }: Options, named: DatabasesNamed): Catalog {
  const catalog = draftOf(emptyCatalog());
  const replay = openReplay(catalog, { engine, home, named });
  for (const statement of schema) replayStatement(statement, replay);
  return catalog;
}

function classifyIn<Shown>(
  script: readonly SplitStatement[],
  { catalog, ahead, ...way }: Way,
  show: Show<Shown>,
): Classified<Shown>[] {
  const replay = openReplay(draftOf(catalog), way);
  const contextOf = contextsIn({ catalog, databases: [], secondOpinion: undefined });
  const classified = (statement: DescribedStatement, foreseen: readonly Foreseen[] | undefined) => {
    const context = contextOf(statement);
    context.foreseen = foreseen;
    const findings = findRisks(context, defaultThresholds);
    return { score: scoreOf(findings), shown: show(context, findings) };
  };
  const read = (statement: SplitStatement) => replayStatement(statement, replay);
  if (script.length > ahead.most)
    return script.map((one) => {
      const statement = read(one);
      return classified(statement, ahead.alone(statement));
    });
  const statements = script.map(read);
  const foreseen = ahead.whole(statements, way.home);
  return statements.map((statement, i) => classified(statement, foreseen[i]));
}
