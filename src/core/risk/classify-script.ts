import type { Finding } from "../assessment.ts";
import { openReplay, replayStatement } from "../change/replay-script.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { type Catalog, draftOf, emptyCatalog } from "../schema/catalog.ts";
import { type DatabasesNamed, noneNamed } from "../schema/databases-named.ts";
import { type Home, unknownHome } from "../schema/names.ts";
import type { Engine } from "../sql/engine.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import { homesOfUnknown } from "./readings.ts";
import { contextsIn } from "./replay-history.ts";
import { scoreOf } from "./score.ts";

interface Options {
  engine: Engine;
  /** The schema before the first statement of each script. */
  schema: readonly SplitStatement[];
}

/** What is kept of a statement; nothing else is, so that a long script takes little memory. */
type Show<Shown> = (context: RiskContext, findings: readonly Finding[]) => Shown;

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
  const { engine } = options;
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
      classifyIn(script, { engine, home, catalog: schemaAt(home), named: inScript }, show);
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
  way: { catalog: Catalog; engine: Engine; home: Home; named: DatabasesNamed },
  show: Show<Shown>,
): Classified<Shown>[] {
  const { catalog } = way;
  const replay = openReplay(draftOf(catalog), way);
  const contextOf = contextsIn({ catalog, databases: [], secondOpinion: undefined });
  return script.map((statement) => {
    const context = contextOf(replayStatement(statement, replay));
    const findings = findRisks(context, defaultThresholds);
    return { score: scoreOf(findings), shown: show(context, findings) };
  });
}
