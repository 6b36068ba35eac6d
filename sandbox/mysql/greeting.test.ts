import { expect, test } from "vitest";
import { readVersion } from "./greeting.ts";

test.each([
  ["9.7.4-Debian", "mysql", "9.7.4"],
  ["8.0.45", "mysql", "8.0.45"],
  ["5.5.5-10.11.14-MariaDB-0+deb12u2", "mariadb", "10.11.14"],
  ["11.8.3-MariaDB-1", "mariadb", "11.8.3"],
])("reads %s", (greeting, flavour, version) => {
  expect(readVersion(greeting)).toEqual({ flavour, version });
});
