import { expect, test } from "vitest";
import type { Access } from "./access.ts";
import { missingRights, refusedStatements, refusedUse } from "./missing-rights.ts";
import { parseGrants } from "./parse-grants.ts";
import { whyReadOnly } from "./writable.ts";

function account(flavour: Access["flavour"], ...lines: string[]): Access {
  const grants = parseGrants(lines) ?? [];
  return {
    flavour,
    version: flavour === "mysql" ? "9.7.4" : "11.8.9-MariaDB",
    account: "'ada'@'%'",
    privileges: { grants, wildcards: true, foldsCase: false },
    mode: { readOnly: [], replicatesFrom: [] },
  };
}

const names = (access: Access, use: Parameters<typeof missingRights>[1], database = "shop") =>
  missingRights(access, use, database)?.map(({ privilege }) => privilege);

const reader = account("mysql", "GRANT SELECT ON `shop`.* TO `ada`@`%`");

test("what each use lacks, the indispensable first", () => {
  expect(names(reader, "look")).toEqual([]);
  expect(names(account("mysql"), "look")).toEqual(["SELECT"]);
  expect(names(reader, "statistics")).toEqual(["PROCESS", "TRIGGER"]);
  expect(names(reader, "drift")).toEqual(["SHOW VIEW", "TRIGGER", "EVENT", "EXECUTE", "SHOW_ROUTINE"]);
  expect(names(reader, "rollout")?.slice(0, 3)).toEqual(["INSERT", "CREATE", "PROCESS"]);
  expect(names(account("mysql", "GRANT ALL PRIVILEGES ON *.* TO `ada`@`%`"), "rollout")).toEqual([]);
  expect(names(account("mariadb", "GRANT ALL PRIVILEGES ON `shop`.* TO `ada`@`%`"), "rollout")).toEqual([
    "PROCESS",
    "SLAVE MONITOR",
  ]);
});

test("a privilege is asked for where the version has it", () => {
  const ours = account(
    "mariadb",
    "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON `shop`.* TO `ada`@`%`",
  );
  expect(names(ours, "drift")).toEqual(["SHOW CREATE ROUTINE"]);
  expect(names({ ...ours, version: "10.11.19-MariaDB" }, "drift")).toEqual([]);
  expect(names({ ...ours, version: "11.10.1-MariaDB" }, "drift")).toEqual(["SHOW CREATE ROUTINE"]);
});

test("each is given by a statement that can be sent as it stands", () => {
  const [right] = missingRights(account("mysql"), "look", "my_`shop") ?? [];
  expect(right?.grant).toBe("GRANT SELECT ON `my\\_``shop`.* TO 'ada'@'%'");
  expect(missingRights(reader, "statistics", "shop")?.[0]?.grant).toBe("GRANT PROCESS ON *.* TO 'ada'@'%'");
});

test("where partial revokes are taken, a name has no wildcards", () => {
  const { privileges, ...rest } = account("mysql", "GRANT ALL PRIVILEGES ON `my_shop`.* TO `ada`@`%`");
  const literal = { ...rest, privileges: privileges && { ...privileges, wildcards: false } };
  expect(names(literal, "look", "my_shop")).toEqual([]);
  expect(missingRights(literal, "look", "myxshop")?.[0]?.grant).toBe(
    "GRANT SELECT ON `myxshop`.* TO 'ada'@'%'",
  );
});

test("a rollout is refused for what it cannot do without, and for nothing else", () => {
  expect(refusedUse(reader, "rollout", "shop").map(({ what, fix }) => `${what} ${fix}`)).toEqual([
    "'ada'@'%' lacks INSERT on shop. Without it the ledger cannot be written. GRANT INSERT ON `shop`.* TO 'ada'@'%';",
    "'ada'@'%' lacks CREATE on shop. Without it the ledger cannot be made. GRANT CREATE ON `shop`.* TO 'ada'@'%';",
  ]);
});

test("a statement is refused beforehand only where the account holds nowhere what it asks for", () => {
  const ddl = account(
    "mysql",
    "GRANT ALTER ON `other`.* TO `ada`@`%`",
    "GRANT INSERT ON `shop`.`t` TO `ada`@`%`",
  );
  const statements = ["ALTER_TABLE", "INSERT", "CREATE_TRIGGER", "DROP_TRIGGER", "SOMETHING_NEW"].map(
    (type, i) => ({
      type,
      path: "V1.sql",
      line: i + 1,
    }),
  );
  expect(refusedStatements(ddl, "shop", statements)).toEqual([
    {
      code: "rights-missing",
      what: "'ada'@'%' may not TRIGGER, which V1.sql, line 3 (CREATE TRIGGER), with 1 more, asks for.",
      fix: "GRANT TRIGGER ON `shop`.* TO 'ada'@'%';",
    },
  ]);
});

test("what cannot be read refuses nothing, and says so", () => {
  const unread = { ...reader, privileges: undefined };
  expect(missingRights(unread, "rollout", "shop")).toBeUndefined();
  expect(refusedUse(unread, "rollout", "shop")).toEqual([]);
});

test.each([
  [[], ["db-1:3306"], undefined],
  [["read_only"], ["db-1:3306"], "is a replica of db-1:3306 (read_only is on)"],
  [["innodb_read_only", "read_only"], undefined, "a reader of shared storage"],
  [["super_read_only", "read_only"], [], "It is a replica, has handed over in a failover"],
])("read-only %j, replicating from %j", (readOnly, replicatesFrom, says) => {
  const refusal = whyReadOnly({ readOnly, replicatesFrom }, { instance: "prod", connection: "PROD_URL" });
  if (says === undefined) expect(refusal).toBeUndefined();
  else {
    expect(refusal?.what).toContain(says);
    expect(refusal?.fix).toMatch(/^Point PROD_URL to the/);
    expect(refusal?.fix).not.toContain("GRANT");
  }
});
