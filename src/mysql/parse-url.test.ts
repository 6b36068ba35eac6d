import { expect, test } from "vitest";
import { UserError } from "../operations/user-error.ts";
import { parseUrl } from "./parse-url.ts";

const none = { ca: undefined, cert: undefined, key: undefined };

test("the parts of a URL, decoded; a database in it is ignored", () => {
  expect(parseUrl("URL", "mysql://ad%40a:p%2Fw@127.0.0.1:3307/other")).toEqual({
    host: "127.0.0.1",
    port: 3307,
    socket: undefined,
    user: "ad@a",
    password: "p/w",
    tls: { mode: "DISABLED", ...none },
  });
});

test.each([
  ["mysql://a@db.example.com", "REQUIRED"],
  ["mysql://a@127.example.com", "REQUIRED"],
  ["mysql://a@db.example.com?ssl-mode=VERIFY_IDENTITY", "VERIFY_IDENTITY"],
  ["mysql://a@db.example.com?ssl-mode=disabled", "DISABLED"],
  ["mysql://a@localhost", "DISABLED"],
  ["mysql://a@[::1]", "DISABLED"],
  ["mysql://a@localhost?ssl-mode=required", "REQUIRED"],
  ["mysql://a@localhost?ssl-ca=/ca.pem", "VERIFY_CA"],
  ["mysql://a@db?ssl-ca=/ca.pem", "VERIFY_CA"],
  ["mysql://a@db?ssl-mode=REQUIRED&ssl-ca=/ca.pem", "VERIFY_CA"],
  ["mysql://a@db?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem", "VERIFY_IDENTITY"],
  ["mysql://a@db?sslmode=verify-full", "VERIFY_IDENTITY"],
  ["mysql://a@db?sslMode=VERIFY_CA", "VERIFY_CA"],
  ["mysql://a@db?ssl_mode=require", "REQUIRED"],
  ["mysql://a@db?sslaccept=strict", "VERIFY_IDENTITY"],
  ["mysql://a@db?sslaccept=accept_invalid_certs", "REQUIRED"],
  ["mysql://a@db?tls=skip-verify", "REQUIRED"],
  ["mysql://a@db?tls=true", "VERIFY_IDENTITY"],
])("%s means ssl-mode %s", (url, mode) => {
  expect(parseUrl("URL", url).tls.mode).toBe(mode);
});

test.each([
  [
    "mysql://a@db?ssl-ca=/ca.pem&ssl-cert=/c.pem&ssl-key=env:KEY",
    { ca: "/ca.pem", cert: "/c.pem", key: "env:KEY" },
  ],
  ["mysql://a@db?sslca=/ca.pem", { ...none, ca: "/ca.pem" }],
  ["mysql://a@db?ssl_ca=/ca.pem", { ...none, ca: "/ca.pem" }],
  ["mysql://a@db?sslrootcert=/ca.pem", { ...none, ca: "/ca.pem" }],
])("%s names files", (url, files) => {
  expect(parseUrl("URL", url).tls).toEqual({ mode: files.ca ? "VERIFY_CA" : "REQUIRED", ...files });
});

test.each([
  "mysql://a:p@localhost?socket=/run/s.sock",
  "mysql://a:p@localhost?socketPath=/run/s.sock",
  "mysql://a:p@localhost?unix_socket=%2Frun%2Fs.sock",
])("%s goes by the socket, without TLS", (url) => {
  const { socket, user, tls } = parseUrl("URL", url);
  expect({ socket, user, mode: tls.mode }).toEqual({ socket: "/run/s.sock", user: "a", mode: "DISABLED" });
});

test.each([
  ["nothing", undefined, "connection-missing", "not set"],
  ["an empty value", "", "connection-missing", "not set"],
  ["another database's URL", "postgres://a:hunter2@db", "connection-invalid", "not a MySQL URL"],
  ["no URL", "hunter2", "connection-invalid", "not a MySQL URL"],
  ["a password that is not encoded", "mysql://a:hunter2%ZZ@db", "connection-invalid", "not a MySQL URL"],
  ["a # in the password", "mysql://a:1#hunter2@db", "connection-invalid", "not a MySQL URL"],
  ["a ? in the password", "mysql://a:1?hunter2@db", "connection-invalid", "a parameter that is not known"],
  ["no host", "mysql:///db", "connection-invalid", "not a MySQL URL"],
  ["a mode of nobody", "mysql://a:hunter2@db?ssl-mode=maybe", "connection-invalid", "does not exist"],
  [
    "TLS if possible",
    "mysql://a:hunter2@db?ssl-mode=PREFERRED",
    "connection-invalid",
    "only where it is offered",
  ],
  [
    "TLS if possible, in Go",
    "mysql://a:hunter2@db?tls=preferred",
    "connection-invalid",
    "only where it is offered",
  ],
  [
    "a file without TLS",
    "mysql://a:hunter2@db?ssl-mode=DISABLED&ssl-ca=/c",
    "connection-invalid",
    "ssl-mode=DISABLED",
  ],
  [
    "half a certificate",
    "mysql://a:hunter2@db?ssl-cert=/c",
    "connection-invalid",
    "one of ssl-cert and ssl-key",
  ],
  [
    "a name to check, and none",
    "mysql://a@10.0.0.1?ssl-mode=VERIFY_IDENTITY",
    "connection-invalid",
    "its number",
  ],
  [
    "a name to check, by a socket",
    "mysql://a@localhost?ssl-mode=VERIFY_IDENTITY&socket=/s",
    "connection-invalid",
    "socket",
  ],
  ["a mode twice", "mysql://a@db?ssl-mode=REQUIRED&sslmode=disable", "connection-invalid", "twice"],
  ["a file without a name", "mysql://a@db?ssl-ca=", "connection-invalid", "without a value"],
  ["Prisma's or libpq's certificate", "mysql://a@db?sslcert=/c", "connection-invalid", "sslcert"],
  ["a parameter of others", "mysql://a@db?connection_limit=5", "connection-invalid", "connection_limit"],
  ["a name of every object", "mysql://a@db?constructor=1", "connection-invalid", "constructor"],
  ["a password behind the ?", "mysql://a@db?password=hunter2", "connection-invalid", "password"],
])("%s is refused, and no password is told", (_, url, code, says) => {
  let thrown: unknown;
  try {
    parseUrl("PROD_URL", url);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown).toMatchObject({ code, message: expect.stringContaining("PROD_URL") });
  expect(String(thrown)).toContain(says);
  expect(JSON.stringify([String(thrown), (thrown as UserError).fix])).not.toContain("hunter2");
});
