import { largeTables } from "../mysql/online/large-tables.ts";
import { onlineTools } from "../mysql/online/online-tools.ts";
import type { Online } from "../operations/ports/online.ts";
import type { Io } from "./io.ts";

export function onlinePorts(env: Io["env"]): Pick<Online, "tables" | "tools"> {
  return { tables: largeTables(env), tools: onlineTools(env) };
}
