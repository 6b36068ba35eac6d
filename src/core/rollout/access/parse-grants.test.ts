import { expect, test } from "vitest";
import { parseGrants } from "./parse-grants.ts";

const one = (line: string) => parseGrants([line])?.[0];

test("each level, as MySQL and MariaDB write it", () => {
  expect(one("GRANT SELECT, CREATE VIEW ON *.* TO `u``1`@`127.0.0.1` WITH GRANT OPTION")).toEqual({
    privileges: ["SELECT", "CREATE VIEW"],
    on: { level: "global" },
    to: "account",
    revoked: false,
  });
  expect(one("GRANT ALL PRIVILEGES ON `a``b`.* TO `ada`@`%`")?.on).toEqual({
    level: "database",
    pattern: "a`b",
  });
  expect(one("GRANT ALL PRIVILEGES ON `a\\_b`.* TO 'ada'@'%'")?.on).toEqual({
    level: "database",
    pattern: "a\\_b",
  });
  expect(one("GRANT DELETE ON `shop`.`on to` TO `ada`@`%`")?.on).toEqual({
    level: "table",
    database: "shop",
    table: "on to",
  });
  expect(one("GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `ada`@`%`")?.on).toEqual({ level: "routine" });
  expect(one("GRANT BACKUP_ADMIN,SYSTEM_VARIABLES_ADMIN ON *.* TO `w`@`%`")?.privileges).toEqual([
    "BACKUP_ADMIN",
    "SYSTEM_VARIABLES_ADMIN",
  ]);
});

test("what is granted on columns alone is no privilege on the table", () => {
  expect(
    one("GRANT SELECT (`id`, `x,y)`), UPDATE (`x`), DELETE ON `shop`.`t` TO `u`@`%`")?.privileges,
  ).toEqual(["DELETE"]);
});

test("MariaDB's hash is passed over, PUBLIC is a holder", () => {
  const hashed = "GRANT PROCESS ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*14E6 ON `x`.* TO `y`'";
  expect(one(hashed)).toMatchObject({ privileges: ["PROCESS"], on: { level: "global" }, to: "account" });
  expect(one("GRANT SHOW VIEW ON `shop`.* TO PUBLIC")?.to).toBe("public");
  expect(one("GRANT SELECT ON `shop`.* TO `r1`")?.to).toBe("role");
});

test("what is taken back", () => {
  expect(one("REVOKE SELECT, TRIGGER ON `shop`.* FROM `w`@`127.0.0.1`")).toEqual({
    privileges: ["SELECT", "TRIGGER"],
    on: { level: "database", pattern: "shop" },
    to: "account",
    revoked: true,
  });
});

test.each([
  "GRANT `r1`@`%`,`r3`@`%` TO `u`@`%`",
  "GRANT `r1` TO `u`@`%` WITH ADMIN OPTION",
  "SET DEFAULT ROLE `r1` FOR `u`@`%`",
  "GRANT PROXY ON ''@'' TO 'root'@'localhost' WITH GRANT OPTION",
])("%s gives no privilege", (line) => {
  expect(parseGrants([line])).toEqual([]);
});

test.each([
  "",
  "DENY SELECT ON *.* TO u",
  "GRANT SELECT ON shop",
  "GRANT SELECT ON *.t TO u",
  "GRANT SELECT TO u",
])("%j cannot be read, and then nothing is known", (line) => {
  expect(parseGrants(["GRANT PROCESS ON *.* TO `u`@`%`", line])).toBeUndefined();
});
