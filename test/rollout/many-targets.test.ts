import { describe, expect, test } from "vitest";
import { openFleet } from "./many/fleet.ts";
import { flavours, startServer } from "./outside/server.ts";

const migrations = {
  "migrations/001.sql": "CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(20));\n",
  "migrations/002.sql": "INSERT INTO orders VALUES (1, 'first');\nALTER TABLE orders ADD COLUMN paid INT;\n",
};

const order = "on_error: continue, groups: [{ name: canary, databases: [t1], on_error: stop }]";

/** `npm run many` is the same with 200. */
describe.each(flavours)("%s", (flavour) => {
  test("a matrix carries a change to each of many databases; what fails is listed, and a re-run touches it alone", async () => {
    const servers = [await startServer(flavour), await startServer(flavour)] as const;
    const fleet = await openFleet({ servers, count: 6, order, migrations });
    const rows = (database: string) =>
      fleet.serverOf(database).query("SELECT COUNT(*) AS n FROM tollgate_ledger", database);
    try {
      // 1. The canary fails: nobody else is tried, and each is listed.
      await fleet.serverOf("t1").query("CREATE TABLE orders (id INT)", "t1");
      const first = await fleet.rollOut();
      expect(endsOf(first.report)).toEqual(
        "t1 failed statement-failed, t2 not-tried no-report, t3 not-tried no-report, t4 not-tried no-report, t5 not-tried no-report, t6 not-tried no-report",
      );
      expect(first.run.jobs.filter(({ id }) => id === "rest")).toMatchObject([{ conclusion: "skipped" }]);
      expect(first.run.conclusion).toBe("failure");
      // 2. It is put right; two others fail, each for its own reason, and stop nobody.
      await fleet.serverOf("t1").query("DROP TABLE orders", "t1");
      await fleet.serverOf("t3").query("CREATE TABLE orders (id INT)", "t3");
      await fleet.serverOf("t4").query("DROP DATABASE t4");
      const second = await fleet.rollOut();
      expect(endsOf(second.report)).toMatch(
        /^t1 done, t2 done, t3 failed statement-failed, t4 failed [a-z-]+, t5 done, t6 done$/,
      );
      expect(second.outputs).toMatchObject({ decision: "failed" });
      expect(second.run.jobs.filter(({ id }) => id === "rest")).toHaveLength(5);
      const before = await Promise.all(["t1", "t2", "t5", "t6"].map(rows));
      // 3. The causes are gone: the next run has two jobs and touches nobody else.
      await fleet.serverOf("t3").query("DROP TABLE orders", "t3");
      await fleet.serverOf("t4").query("CREATE DATABASE t4");
      const third = await fleet.rollOut();
      expect(endsOf(third.report)).toBe("t3 done, t4 done");
      expect(third.outputs).toMatchObject({ decision: "done" });
      expect(third.run.conclusion).toBe("success");
      expect(await Promise.all(["t1", "t2", "t5", "t6"].map(rows))).toEqual(before);
      for (const name of fleet.databases)
        expect(await fleet.serverOf(name).query("SELECT id, note, paid FROM orders", name)).toEqual([
          { id: 1, note: "first", paid: null },
        ]);
      // 4. Nothing is left.
      expect((await fleet.rollOut()).outputs).toMatchObject({ decision: "nothing-pending" });
    } finally {
      await fleet.close();
      for (const server of servers) await server.stop();
    }
  }, 300_000);
});

function endsOf({ targets }: { targets: { database: string; state: string; reason?: string }[] }): string {
  return targets
    .map(({ database, state, reason }) => [database, state, reason].filter(Boolean).join(" "))
    .join(", ");
}
