import { describe, expect, test } from "vitest";
import { openProject } from "../outside/project.ts";
import type { Fault } from "../outside/proxy.ts";
import { carryOn, commit, expectPlain, onBoth, type Scene, untilSaid, values } from "./scene.ts";

const history = {
  "001.sql":
    "CREATE TABLE t (n INT PRIMARY KEY);\nINSERT INTO t VALUES (1);\nALTER TABLE t ADD COLUMN m INT;\n",
  "002.sql":
    "BEGIN;\nINSERT INTO t (n) VALUES (2);\nUPDATE t SET m = 5;\nCOMMIT;\nINSERT INTO t (n) VALUES (3);\n",
};
const whole = [
  [1, 5],
  [2, 5],
  [3, null],
];
const places: [RegExp, Fault["at"]][] = [
  [/GET_LOCK/, "before"],
  [/^CREATE TABLE t /, "before"],
  [/^CREATE TABLE t /, "answered"],
  [/^INSERT INTO t VALUES/, "before"],
  [/^INSERT INTO t VALUES/, "answered"],
  [/^ALTER TABLE t /, "sent"],
  [/^UPDATE t /, "answered"],
  [/^COMMIT/, "before"],
  [/^COMMIT/, "answered"],
];

function faultOnce(scene: Scene, [when, at]: (typeof places)[number], does: Fault["does"]): Promise<void> {
  return new Promise((met) => {
    scene.proxy.meet = ({ sql }) => {
      if (!when.test(sql)) return undefined;
      scene.proxy.meet = () => undefined;
      met();
      return { at, does };
    };
  });
}

onBoth((open, flavour) => {
  describe("B1: both connections die", () => {
    test.each(places)(
      "at %s, %s: one sentence with the statement, or it goes on by itself",
      async (when, at) => {
        const scene = await open();
        commit(scene, history);
        faultOnce(scene, [when, at], "cut");
        expectPlain(await scene.project.apply(scene.proxy.port));
        await carryOn(scene, () => "--ran");
        expect(await values(scene, "SELECT n, m FROM t ORDER BY n")).toEqual(whole);
      },
    );
  });

  test("what ran while its answer was lost is shown as done, and so is what another run did meanwhile", async () => {
    const scene = await open();
    await scene.query("CREATE TABLE t (n INT); INSERT INTO t VALUES (1)");
    commit(scene, { "001.sql": "UPDATE t SET n = n + 1;\n" });
    faultOnce(scene, [/^COMMIT/, "answered"], "cut");
    const run = await scene.project.apply(scene.proxy.port);
    expect(run.code).toBe(0);
    expect(run.said).toMatch(/001\.sql.*done/);
    expect(run.said).not.toMatch(/not.started/);
    commit(scene, { "002.sql": "UPDATE t SET n = n + 1 + 0 * SLEEP(2);\n" });
    const both = await Promise.all([scene.project.apply(), scene.project.apply()]);
    for (const { said } of both) expect(said).not.toMatch(/not.started/);
    expect(await values(scene, "SELECT n FROM t")).toEqual([[3]]);
  });

  describe("B2: the network falls silent", () => {
    test("SIGTERM ends the run when its patience with the server is over, and the next one goes on", async () => {
      const scene = await open();
      commit(scene, history);
      // Asked about every second, so that questions are under way, too.
      const met = faultOnce(scene, [/^INSERT INTO t VALUES/, "sent"], "silence");
      const run = scene.project.start("apply", [], scene.proxy.port);
      await met;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      run.kill("SIGTERM");
      await untilSaid(run, /cancelled/);
      // Nothing is left that would keep the process: by the questions alone it would live 18 s longer.
      const late = setTimeout(() => run.kill("SIGKILL"), 10_000);
      const { code, said } = await run.ended;
      clearTimeout(late);
      expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("cancelled") });
      await carryOn(scene, () => "--ran");
      expect(await values(scene, "SELECT n, m FROM t ORDER BY n")).toEqual(whole);
    });

    test("the run notices by itself", async () => {
      const scene = await open();
      commit(scene, history);
      faultOnce(scene, [/^COMMIT/, "before"], "silence");
      const run = scene.project.start("apply", [], scene.proxy.port);
      const late = setTimeout(() => run.kill("SIGKILL"), 90_000);
      const ended = await run.ended;
      clearTimeout(late);
      expect(ended).toMatchObject({ code: expect.any(Number) });
      expectPlain(ended);
      await carryOn(scene, () => "--ran");
      expect(await values(scene, "SELECT n, m FROM t ORDER BY n")).toEqual(whole);
    });
  });

  describe("B8: what a URL asks for is done or refused, never passed over", () => {
    test.each([
      ["ssl-ca", "/nowhere/ca.pem", "/nowhere/ca.pem"],
      ["sslmode", "verify-full", "checks the name of a host"],
      ["socket", "/nowhere/mysqld.sock", "/nowhere/mysqld.sock"],
      ["frobnicate", "1", "frobnicate"],
    ])("?%s=%s", async (name, value, named) => {
      const scene = await open();
      const { database } = scene.project;
      const project = openProject({ database, flavour, port: scene.server.port });
      project.commit({ "migrations/001.sql": "CREATE TABLE t (n INT);\n" });
      const { code, said } = await project.run("apply", [], `${scene.server.port}/?${name}=${value}`);
      project.remove();
      expect({ code: code !== 0, tables: await values(scene, "SHOW TABLES") }).toEqual({
        code: true,
        tables: [],
      });
      expect(said).toContain(named);
    });
  });
});
