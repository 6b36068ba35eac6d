/**
 * One way to get servers on this machine: it starts one for each name, or throws the sentence why it cannot. Ways that
 * start a program give it the options.
 */
export interface Way {
  title: string;
  start(names: readonly string[], log: Log, options?: readonly string[]): Promise<Servers>;
}

export type Log = (line: string) => void;

export type Flavour = "mysql" | "mariadb";

export interface Server {
  name: string;
  /** `mysql://root@127.0.0.1:PORT`, without a database. */
  url: string;
}

export interface Servers {
  /** How they were had, as a sentence part: "mysqld on PATH (/usr/sbin/mysqld)". */
  how: string;
  flavour: Flavour;
  /** For example `9.7.4`, `10.11.14`. */
  version: string;
  servers: Server[];
  /** Stops them and deletes their data; servers that were here before are left alone. */
  stop(): Promise<void>;
}

/** The user asked for exactly this and it cannot be done: no other way is tried instead. */
export class WishNotMet extends Error {}
