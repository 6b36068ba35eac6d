import fc from "fast-check";
import { expect, test } from "vitest";
import { hideSecrets } from "./hide-secrets.ts";

test.each([
  [
    "CREATE USER a IDENTIFIED BY 's3', b IDENTIFIED WITH x BY \"s3\"",
    "CREATE USER a IDENTIFIED BY '…', b IDENTIFIED WITH x BY '…'",
  ],
  [
    "ALTER USER a IDENTIFIED BY PASSWORD '*A1' REPLACE 'old'",
    "ALTER USER a IDENTIFIED BY PASSWORD '…' REPLACE '…'",
  ],
  ["create user a identified/**/ with p as 0xA1", "create user a identified/**/ with p as '…'"],
  ["CREATE USER a /*!50000 IDENTIFIED BY 's3' */", "CREATE USER a /*!50000 IDENTIFIED BY '…' */"],
  [
    "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD='s3', SOURCE_PORT=1",
    "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD='…', SOURCE_PORT=1",
  ],
  ["SET PASSWORD = 's3", "SET PASSWORD = '…'"],
  ["INSERT INTO t (a) VALUES ('kept')", "INSERT INTO t (a) VALUES ('kept')"],
])("%s", (sql, shown) => {
  expect(hideSecrets(sql)).toBe(shown);
});

test("no literal after IDENTIFIED BY is shown, however it is quoted", () => {
  const quoted = fc
    .string({ minLength: 4 })
    .map((text) => [text, `'${text.replace(/['\\]/g, "\\$&")}'`] as const);
  fc.assert(
    fc.property(quoted, ([, literal]) => {
      expect(hideSecrets(`CREATE USER a IDENTIFIED BY ${literal}`)).toBe("CREATE USER a IDENTIFIED BY '…'");
    }),
  );
});
