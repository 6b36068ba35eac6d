import { connect } from "../../src/mysql/connect.ts";
import { readSchema } from "../../src/mysql/read-schema.ts";

/** A look into a server, as a person with a MySQL client would take it. */
export interface Database {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** CREATE statements of a database's objects, by `TABLE name`; undefined where there is no such database. */
  schema(database: string): Promise<ReadonlyMap<string, string> | undefined>;
  close(): Promise<void>;
}

export async function openDatabase(url: string): Promise<Database> {
  const target = {
    environment: "",
    instance: url,
    database: "",
    engine: "mysql-8.4",
    connection: "URL",
    labels: {},
  };
  const connection = await connect(target, { URL: url });
  const rows = async (sql: string) => (await connection.query(sql))[0] as Record<string, unknown>[];
  return {
    rows,
    async run(sql) {
      await connection.query(sql);
    },
    async schema(database) {
      const databases = (await rows("SHOW DATABASES")).map((row) => row.Database);
      return databases.includes(database) ? readSchema(connection, database) : undefined;
    },
    close: () => connection.end(),
  };
}
