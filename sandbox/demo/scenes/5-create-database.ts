import { actsOn } from "../acts.ts";
import type { Database } from "../database.ts";
import type { Scene } from "../scene.ts";

const migration = {
  file: "migrations/V1__create_test_db.sql",
  sql: "CREATE DATABASE test_db;\n",
  title: "Create test_db",
};

export const createDatabase: Scene = {
  number: 5,
  title: "A new database on both instances",
  rules: {},
  databaseThere: false,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    const isThere = async (database: Database) => (await database.schema("test_db")) !== undefined;
    const both = async () => ({ test: await isThere(stage.test), prod: await isThere(stage.prod) });
    see("the database is nowhere yet", await both(), { test: false, prod: false });
    const number = await acts.propose("alice", migration);
    see("nobody has to approve", (await look.check(number))?.conclusion, "success");
    see("the merge carries it to Test", (await acts.merge("alice", number)).conclusion, "success");
    see("it is on Test, Prod waits", await both(), { test: true, prod: false });
    see("the DBA says go", (await acts.dispatch("dan", "prod")).conclusion, "success");
    see("it is on both", await both(), { test: true, prod: true });
    return "test_db came to Test by itself, and to Prod when dan started it";
  },
};
