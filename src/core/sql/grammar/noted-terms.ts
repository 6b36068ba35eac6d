import { notePassage } from "./building/place.ts";
import { type Cursor, need } from "./cursor.ts";
import { accountName, identifierOrText } from "./names.ts";
import { noteFeature } from "./note-use.ts";
import { guardRemoved, takeRemoved } from "./removed.ts";

/** Terms of a syntax line that note what the statement uses; those that read nothing always fit. */
export const notedTerms: Readonly<Record<string, (c: Cursor) => unknown>> = {
  definer,
  "auth-plugin": authPlugin,
  "loads-library": (c) => noteFeature(c, "loads-library"),
  "master-and-slave": (c) => noteFeature(c, "master-and-slave"),
  "old-master": (c) => takeRemoved(c, "master-and-slave", 80400, "MASTER"),
  "old-slave": (c) => takeRemoved(c, "master-and-slave", 80400, "SLAVE"),
  "old-hosts": (c) => takeRemoved(c, "flush-hosts", 80400, "HOSTS"),
  "old-flushed-cache": (c) => takeRemoved(c, "query-cache", 80400, "QUERY", "CACHE"),
  "old-reset-cache": (c) => takeRemoved(c, "query-cache", 80000, "QUERY", "CACHE"),
  "old-password": (c) => guardRemoved(c, "password-function", 80000, "PASSWORD", "("),
  "old-grant-identified": (c) => guardRemoved(c, "grant-identified", 80000, "IDENTIFIED"),
};

/** `DEFINER = account` */
function definer(c: Cursor) {
  const from = c.at;
  need(c, "DEFINER");
  need(c, "=");
  c.object = accountName(c);
  noteFeature(c, "definer");
  notePassage(c, "definer", from);
}

function authPlugin(c: Cursor) {
  if (identifierOrText(c).toLowerCase() === "mysql_native_password") noteFeature(c, "native-password");
}
