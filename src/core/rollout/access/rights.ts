/** What an account is used for. */
export type Use = "rollout" | "look" | "statistics" | "drift" | "undo";

export type Flavour = "mysql" | "mariadb";

/** A privilege that a use needs, or is the better for. */
export interface Right {
  privilege: string;
  on: "server" | "database";
  /** Where only one of the flavours knows or asks for it. */
  flavour?: Flavour;
  /** The first version that has it, for example 11.3. */
  since?: number;
  /** `must`: it cannot be done without. `should`: it is done, and less is known. */
  need: "must" | "should";
  /** What its absence costs, as the end of a sentence that begins "Without it". */
  costs: string;
}

const select: Right = {
  privilege: "SELECT",
  on: "database",
  need: "must",
  costs: "nothing can be read, not even the ledger",
};

const seesPrograms: readonly Right[] = [
  { privilege: "SHOW VIEW", on: "database", need: "should", costs: "changes of views go unseen" },
  { privilege: "TRIGGER", on: "database", need: "should", costs: "changes of triggers go unseen" },
  { privilege: "EVENT", on: "database", need: "should", costs: "changes of events go unseen" },
  {
    privilege: "EXECUTE",
    on: "database",
    need: "should",
    costs: "changes of procedures and functions go unseen",
  },
];

const bodies: readonly Right[] = [
  {
    privilege: "SHOW_ROUTINE",
    on: "server",
    flavour: "mysql",
    need: "should",
    costs: "the bodies of procedures and functions that others defined are not seen, only when they changed",
  },
];

const bodiesOfMariadb: Right = {
  privilege: "SHOW CREATE ROUTINE",
  on: "database",
  flavour: "mariadb",
  since: 11.3,
  need: "should",
  costs: "the bodies of procedures and functions that others defined are not seen",
};

const process: Right = {
  privilege: "PROCESS",
  on: "server",
  need: "should",
  costs:
    "an interrupted TRUNCATE, EXCHANGE PARTITION or RENAME of tables that are alike, and a procedure that leaves autocommit = 0, ask a person, and who blocks a statement is not told",
};

const replicas: readonly Right[] = [
  {
    privilege: "REPLICATION CLIENT",
    on: "server",
    flavour: "mysql",
    need: "should",
    costs: "a server that replicates from another one is known by read_only alone",
  },
  {
    privilege: "SLAVE MONITOR",
    on: "server",
    flavour: "mariadb",
    need: "should",
    costs: "a server that replicates from another one is known by read_only alone",
  },
];

/** https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html, https://mariadb.com/docs/server/reference/sql-statements/account-management-sql-statements/grant */
export const rights: Readonly<Record<Use, readonly Right[]>> = {
  look: [select],
  statistics: [
    select,
    {
      ...process,
      costs: "row versions, all foreign keys and the oldest transaction are unknown, and count as large",
    },
    {
      privilege: "TRIGGER",
      on: "database",
      need: "should",
      costs: "data changes have no known size: nobody sees whether their tables have triggers",
    },
  ],
  drift: [select, ...seesPrograms, ...bodies, bodiesOfMariadb],
  rollout: [
    { ...select, costs: "the ledger cannot be read" },
    { privilege: "INSERT", on: "database", need: "must", costs: "the ledger cannot be written" },
    { privilege: "CREATE", on: "database", need: "must", costs: "the ledger cannot be made" },
    process,
    ...seesPrograms.filter(({ privilege }) => privilege !== "TRIGGER"),
    {
      privilege: "TRIGGER",
      on: "database",
      need: "should",
      costs:
        "an interrupted change of rows asks a person, and a file does not go on where a trigger may use what its lost session held, since triggers are not seen; changes of triggers go unseen",
    },
    ...bodies,
    bodiesOfMariadb,
    ...replicas,
  ],
  undo: [
    { ...select, costs: "no rows can be kept" },
    { privilege: "INSERT", on: "database", need: "must", costs: "no rows can be kept" },
    { privilege: "CREATE", on: "database", need: "must", costs: "no rows can be kept" },
    {
      privilege: "DROP",
      on: "database",
      need: "should",
      costs:
        "`undo --forget` cannot drop what was kept, and a statement that runs a second time keeps nothing",
    },
  ],
};
