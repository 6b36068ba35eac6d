import type { StatementKind } from "./kind.ts";

const userList = "[if-not-exists] account-option,...";
const userRest =
  "[DEFAULT ROLE {NONE|ALL|account,...}] [REQUIRE tls-options] [WITH resource-option...] [account-lock...] [COMMENT text|ATTRIBUTE text]";
const alterRest = `[if-exists] {USER '(' ')' {IDENTIFIED BY {RANDOM PASSWORD|text} [REPLACE text] [RETAIN CURRENT PASSWORD]|DISCARD OLD PASSWORD|factor...}|account DEFAULT ROLE {NONE|ALL|account,...}|account-option,... ${userRest}}`;

/** Account Management Statements (manual 15.7.1) and resource groups (15.7.2). */
export const kindsOfAccounts: readonly StatementKind[] = [
  {
    opens: "CREATE [or-replace mariadb] USER",
    type: "CREATE_USER",
    source: "dcl",
    rest: `${userList} ${userRest}`,
    clause: "account",
  },
  { opens: "ALTER USER", type: "ALTER_USER", source: "dcl", rest: alterRest, clause: "account" },
  {
    opens: "DROP USER",
    type: "DROP_USER",
    source: "dcl",
    rest: "[if-exists] account,...",
    clause: "account",
  },
  { opens: "RENAME USER", type: "RENAME_USER", source: "dcl", rest: "user-pair,...", clause: "account" },
  {
    opens: "CREATE [or-replace mariadb] ROLE",
    type: "CREATE_ROLE",
    source: "dcl",
    rest: "[if-not-exists] account,... [mariadb WITH ADMIN account]",
    clause: "account",
  },
  {
    opens: "DROP ROLE",
    type: "DROP_ROLE",
    source: "dcl",
    rest: "[if-exists] account,...",
    clause: "account",
  },
  {
    opens: "GRANT PROXY ON",
    type: "GRANT",
    source: "dcl",
    rest: "account TO account,... [WITH GRANT OPTION]",
    clause: "privilege",
  },
  {
    opens: "GRANT",
    type: "GRANT",
    source: "dcl",
    rest: "{privilege,... ON grant-object TO grant-account,... [before-eight REQUIRE tls-options] [WITH {GRANT OPTION|old-resource}...] [AS account [WITH ROLE {DEFAULT|NONE|ALL [EXCEPT account,...]|account,...}]]|account,... TO account,... [WITH ADMIN OPTION]}",
    clause: "privilege",
  },
  {
    opens: "REVOKE",
    type: "REVOKE",
    source: "dcl",
    rest: "[IF EXISTS] {{ALL [PRIVILEGES] ',' GRANT OPTION|privilege,... ON grant-object|PROXY ON account|account,...} FROM account,...} [IGNORE UNKNOWN USER]",
    clause: "privilege",
  },
  {
    opens: "CREATE RESOURCE GROUP",
    type: "CREATE_RESOURCE_GROUP",
    source: "admin",
    rest: "object TYPE ['='] {SYSTEM|USER} [group-option...] [ENABLE|DISABLE]",
    clause: "server",
  },
  {
    opens: "ALTER RESOURCE GROUP",
    type: "ALTER_RESOURCE_GROUP",
    source: "admin",
    rest: "object [group-option...] [ENABLE|DISABLE] [FORCE]",
    clause: "server",
  },
  {
    opens: "DROP RESOURCE GROUP",
    type: "DROP_RESOURCE_GROUP",
    source: "admin",
    rest: "object [FORCE]",
    clause: "server",
  },
];
