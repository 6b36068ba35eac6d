import { describe, expect, test } from "vitest";
import { readSettings } from "./read-settings.ts";

const good = {
  APP_ID: "7",
  PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\\nabc\\n-----END RSA PRIVATE KEY-----",
  WEBHOOK_SECRET: "0123456789abcdef0123456789abcdef",
};

describe("the bot's settings", () => {
  test("are read, with what can be left out left out", () => {
    expect(readSettings(good)).toMatchObject({
      appId: 7,
      privateKey: "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
      baseUrl: undefined,
      host: "localhost",
      port: 3000,
      writePauses: true,
    });
    expect(readSettings({ ...good, TOLLGATE_WRITE_PAUSES: "off" }).writePauses).toBe(false);
  });

  test.each([undefined, "", "development", "0123456789abcdef0123456789abcde"])(
    "are refused with the webhook secret %j",
    (WEBHOOK_SECRET) => {
      expect(() => readSettings({ ...good, WEBHOOK_SECRET })).toThrow(
        expect.objectContaining({
          code: "bot-webhook-secret",
          fix: expect.stringContaining("openssl rand -hex 32"),
        }),
      );
    },
  );

  test.each([
    [{ APP_ID: "seven" }, "bot-app-id"],
    [{ PRIVATE_KEY: "abc" }, "bot-private-key"],
    [{ PORT: "http" }, "bot-port"],
    [{ TOLLGATE_WRITE_PAUSES: "0" }, "write-pauses"],
  ])("are refused with %j", (wrong, code) => {
    expect(() => readSettings({ ...good, ...wrong })).toThrow(expect.objectContaining({ code }));
  });

  test("take a key in base64, and a GitHub of one's own", () => {
    const pem = good.PRIVATE_KEY.replaceAll("\\n", "\n");
    const PRIVATE_KEY = Buffer.from(pem).toString("base64");
    const settings = readSettings({
      ...good,
      PRIVATE_KEY,
      GHE_HOST: "git.acme.test",
      HOST: "0.0.0.0",
      PORT: "0",
    });
    expect(settings).toMatchObject({
      privateKey: pem,
      baseUrl: "https://git.acme.test/api/v3",
      host: "0.0.0.0",
      port: 0,
    });
  });
});
