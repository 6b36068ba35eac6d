import { expect, test } from "vitest";
import { UserError } from "../operations/user-error.ts";
import { parseUrl } from "./parse-url.ts";

test("the parts of a URL, decoded; a database in it is ignored", () => {
  expect(parseUrl("URL", "mysql://ad%40a:p%2Fw@127.0.0.1:3307/other")).toEqual({
    host: "127.0.0.1",
    port: 3307,
    user: "ad@a",
    password: "p/w",
  });
});

test.each([
  ["mysql://a@db.example.com", { rejectUnauthorized: false }],
  ["mysql://a@db.example.com?ssl-mode=VERIFY_IDENTITY", { rejectUnauthorized: true, verifyIdentity: true }],
  ["mysql://a@db.example.com?ssl-mode=disabled", undefined],
  ["mysql://a@localhost", undefined],
  ["mysql://a@[::1]", undefined],
])("%s is spoken to with TLS %o", (url, ssl) => {
  expect(parseUrl("URL", url).ssl).toEqual(ssl);
});

test.each([
  [undefined, "connection-missing"],
  ["", "connection-missing"],
  ["postgres://a:hunter2@db", "connection-invalid"],
  ["hunter2", "connection-invalid"],
  ["mysql://a:hunter2%ZZ@db", "connection-invalid"],
  ["mysql://a:hunter2@db?ssl-mode=maybe", "connection-invalid"],
])("%s is refused with %s, and no password is told", (url, code) => {
  let thrown: unknown;
  try {
    parseUrl("PROD_URL", url);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown).toMatchObject({ code, message: expect.stringContaining("PROD_URL") });
  expect(JSON.stringify([String(thrown), (thrown as UserError).fix])).not.toContain("hunter2");
});
