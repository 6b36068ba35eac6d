import { afterAll, beforeAll, describe, expect } from "vitest";
import { type Asked, askedIn, settle, type Verdict } from "../outside/answer.ts";
import type { Ended, Running } from "../outside/checkout.ts";
import { openProject, type Project } from "../outside/project.ts";
import { type Fault, startProxy, type TcpProxy } from "../outside/proxy.ts";
import { flavours, type Row, type Server, startServer } from "../outside/server.ts";

/** One database of its own with a project, and a proxy before the server. */
export interface Scene {
  server: Server;
  project: Project;
  proxy: TcpProxy;
  /** As root, in the database. */
  query(sql: string): Promise<Row[]>;
}

type Migrations = Record<string, string | undefined>;

/** What goes wrong, and what is right in the end; names of files are those in `migrations/`. */
export interface Case {
  name: string;
  only?: "mysql" | "mariadb";
  /** As root, before anything. */
  before?: string;
  files: Migrations;
  /** At the first question that looks like this; `meanwhile` is what another session does at that moment. */
  cut?: { when: RegExp; at: Fault["at"]; meanwhile?: string };
  /** What a person does after the first run. */
  fix?: string;
  /** What a person who looks at the database answers; SQL that they run by hand first is theirs. */
  truth?: (scene: Scene, asked: Asked) => Promise<Verdict> | Verdict;
  /** A query and its rows, as arrays of values. */
  right: readonly [sql: string, rows: readonly (readonly unknown[])[]];
  /** Nobody has to be asked. */
  unasked?: true;
}

/** The same scenes on each flavour's server. */
export function onBoth(
  define: (open: () => Promise<Scene>, flavour: Server["flavour"]) => void,
  options: readonly string[] = [],
): void {
  describe.concurrent.each(flavours)("%s", (flavour) => {
    let server: Server;
    const closing: (() => void)[] = [];
    let databases = 0;
    beforeAll(async () => {
      server = await startServer(flavour, options);
    });
    afterAll(async () => {
      for (const close of closing) close();
      await server?.stop();
    });
    define(async () => {
      const database = `fault_${++databases}`;
      await server.query(`CREATE DATABASE ${database}`);
      const scene = await openScene(server, database);
      closing.push(() => {
        scene.proxy.close();
        scene.project.remove();
      });
      return scene;
    }, flavour);
  });
}

async function openScene(server: Server, database: string): Promise<Scene> {
  const project = openProject({ database, flavour: server.flavour, port: server.port });
  const proxy = await startProxy(server.port);
  return { server, project, proxy, query: (sql) => server.query(sql, database) };
}

export function commit({ project }: Scene, files: Migrations): void {
  project.commit(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`migrations/${name}`, text])),
  );
}

/** The whole of a case: the run that is disturbed, the repair, the runs and answers until nothing is left. */
export async function play(scene: Scene, one: Case): Promise<void> {
  if (one.before) await scene.query(one.before);
  commit(scene, one.files);
  if (one.cut) meetOnce(scene, one.cut);
  const first = await scene.project.apply(scene.proxy.port);
  if (one.fix) await scene.query(one.fix);
  const runs = [first, ...(await carryOn(scene, one.truth ?? (() => "--none-ran")))];
  expect(await values(scene, one.right[0]), last(runs).said).toEqual(one.right[1]);
  expect(last(runs)).toMatchObject({ code: 0 });
  if (one.unasked) expect(runs.map(({ said }) => askedIn(said)?.said).filter(Boolean)).toEqual([]);
  runs.forEach(expectPlain);
}

export async function values(scene: Scene, sql: string): Promise<unknown[][]> {
  return (await scene.query(sql)).map((row) => Object.values(row).map(plain));
}

/** Counts and sums come as numbers or as texts, by server. */
const plain = (value: unknown) =>
  typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;

export function meetOnce(scene: Scene, { when, at, meanwhile }: NonNullable<Case["cut"]>): void {
  scene.proxy.meet = ({ sql }) => {
    if (!when.test(sql)) return undefined;
    scene.proxy.meet = () => undefined;
    return {
      at,
      does: async () => {
        if (meanwhile) await scene.query(meanwhile);
        scene.proxy.cut();
      },
    };
  };
}

/** Applies until all is done and answers each question from the truth. */
export async function carryOn(scene: Scene, truth: NonNullable<Case["truth"]>): Promise<Ended[]> {
  const runs: Ended[] = [];
  for (let round = 0; round < 6; round++) {
    const run = await scene.project.apply();
    runs.push(run);
    if (run.code === 0) return runs;
    const next = nextAnswer(scene, run, truth);
    if (!next) return runs;
    expect(await next).toMatchObject({ code: 0 });
  }
  return runs;
}

/** What a person does about a run that stopped; undefined where nothing can be answered. */
function nextAnswer(
  scene: Scene,
  { said }: Ended,
  truth: NonNullable<Case["truth"]>,
): Promise<Ended> | undefined {
  const asked = askedIn(said);
  if (asked)
    return Promise.resolve(truth(scene, asked)).then((verdict) => settle(scene.project, asked, verdict));
  if (/baseline [^\n]*--schema/.test(said)) return scene.project.run("baseline", ["--schema"]);
  return undefined;
}

/** Whatever a run comes to, it says so in words for its user; where it stopped, it says at which statement. */
export function expectPlain({ code, said }: Ended): void {
  expect(said).not.toMatch(/please report|did not expect|\n\s+at .*:\d+:\d+\)?/);
  if (code !== 0) expect(said).toMatch(/lines? \d+|statement \d+|migrations\/|connection|schema|ledger/i);
}

export function last(runs: readonly Ended[]): Ended {
  const run = runs.at(-1);
  if (!run) throw new Error("Nothing ran.");
  return run;
}

/** Until the run has said it, or has ended. */
export async function untilSaid(run: Running, words: RegExp): Promise<void> {
  const ended = run.ended.then(() => "ended");
  while (!words.test(run.said())) {
    const tick = new Promise((resolve) => setTimeout(() => resolve("waits"), 100));
    if ((await Promise.race([ended, tick])) === "ended") break;
  }
}
