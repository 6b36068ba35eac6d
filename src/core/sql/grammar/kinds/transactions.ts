import { prepare } from "../programs/prepare.ts";
import { setVariables, transactionCharacteristics } from "../programs/set.ts";
import { lockTablesStatement } from "../tables/define-objects.ts";
import type { StatementKind } from "./kind.ts";

const chain = "[WORK] {AND CHAIN [NO RELEASE]|[AND NO CHAIN] [[NO] RELEASE]}";
const begin =
  "[WITH CONSISTENT SNAPSHOT [',' READ {WRITE|ONLY}]|READ {WRITE|ONLY} [',' WITH CONSISTENT SNAPSHOT]]";

/** Transactional, locking, prepared and diagnostic statements (manual 15.3, 15.5, 15.6.7), and SET (15.7.6). */
export const kindsOfTransactions: readonly StatementKind[] = [
  {
    opens: "START TRANSACTION",
    type: "START_TRANSACTION",
    source: "admin",
    rest: begin,
    clause: "transaction",
    transaction: "opens",
  },
  {
    opens: "BEGIN",
    type: "START_TRANSACTION",
    source: "admin",
    rest: "[WORK]",
    clause: "transaction",
    transaction: "opens",
  },
  {
    opens: "COMMIT",
    type: "COMMIT",
    source: "admin",
    rest: chain,
    clause: "transaction",
    transaction: "ends",
  },
  {
    opens: "ROLLBACK [WORK] TO",
    type: "ROLLBACK",
    source: "admin",
    rest: "[SAVEPOINT] name",
    clause: "transaction",
  },
  {
    opens: "ROLLBACK",
    type: "ROLLBACK",
    source: "admin",
    rest: chain,
    clause: "transaction",
    transaction: "ends",
  },
  { opens: "SAVEPOINT", type: "SAVEPOINT", source: "admin", rest: "name", clause: "transaction" },
  {
    opens: "RELEASE SAVEPOINT",
    type: "RELEASE_SAVEPOINT",
    source: "admin",
    rest: "name",
    clause: "transaction",
  },
  { opens: "LOCK {TABLES|TABLE}", type: "LOCK_TABLES", source: "admin", read: lockTablesStatement },
  { opens: "UNLOCK {TABLES|TABLE}", type: "UNLOCK_TABLES", source: "admin", clause: "lock-tables" },
  { opens: "LOCK INSTANCE FOR BACKUP", type: "LOCK_INSTANCE", source: "admin", clause: "server" },
  { opens: "UNLOCK INSTANCE", type: "UNLOCK_INSTANCE", source: "admin", clause: "server" },
  {
    opens: "XA",
    type: "XA",
    source: "admin",
    rest: "{{START|BEGIN} xid [JOIN|RESUME]|END xid [SUSPEND [FOR MIGRATE]]|PREPARE xid|COMMIT xid [ONE PHASE]|ROLLBACK xid|RECOVER [CONVERT XID]}",
    clause: "transaction",
  },
  {
    opens: "SET [GLOBAL|SESSION|LOCAL|mysql PERSIST|mysql PERSIST_ONLY] TRANSACTION",
    type: "SET_TRANSACTION",
    source: "admin",
    read: transactionCharacteristics,
    clause: "transaction",
  },
  {
    opens: "SET PASSWORD",
    type: "SET_PASSWORD",
    source: "dcl",
    rest: "[FOR account] {{'='|TO} {old-password PASSWORD '(' text ')'|text}|TO RANDOM} [REPLACE text] [RETAIN CURRENT PASSWORD]",
    clause: "account",
  },
  {
    opens: "SET DEFAULT ROLE",
    type: "SET_DEFAULT_ROLE",
    source: "dcl",
    rest: "{NONE|ALL|account,...} [TO account,...|FOR account]",
    clause: "privilege",
  },
  {
    opens: "SET ROLE",
    type: "SET_ROLE",
    source: "dcl",
    rest: "{DEFAULT|NONE|ALL [EXCEPT account,...]|account,...}",
    clause: "privilege",
  },
  {
    opens: "SET RESOURCE GROUP",
    type: "SET_RESOURCE_GROUP",
    source: "admin",
    rest: "name [FOR number,...]",
    clause: "server",
  },
  {
    opens: "SET STATEMENT set-for-statement FOR mariadb",
    type: "SET_STATEMENT",
    source: "unknown",
    rest: "statement-body",
  },
  { opens: "SET", type: "SET", source: "admin", read: setVariables },
  { opens: "PREPARE", type: "PREPARE", source: "unknown", read: prepare },
  {
    opens: "EXECUTE IMMEDIATE mariadb",
    type: "EXECUTE",
    source: "unknown",
    rest: "expr [USING expr,...]",
    clause: "prepared",
  },
  {
    opens: "EXECUTE",
    type: "EXECUTE",
    source: "unknown",
    rest: "object [USING variable,...]",
    clause: "prepared",
  },
  { opens: "{DEALLOCATE|DROP} PREPARE", type: "DEALLOCATE_PREPARE", source: "admin", rest: "name" },
  {
    opens: "SIGNAL",
    type: "SIGNAL",
    source: "admin",
    rest: "{SQLSTATE [VALUE] text|name} [SET signal-item,...]",
  },
  {
    opens: "RESIGNAL",
    type: "RESIGNAL",
    source: "admin",
    rest: "[SQLSTATE [VALUE] text|SET signal-item,...|name] [SET signal-item,...]",
  },
  {
    opens: "GET [CURRENT|STACKED] DIAGNOSTICS",
    type: "GET_DIAGNOSTICS",
    source: "admin",
    rest: "{CONDITION expr condition-item,...|diagnostics-item,...}",
  },
];
