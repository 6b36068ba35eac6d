import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bothWays } from "./histories/both-ways.ts";
import { clientOf } from "./histories/client-of.ts";
import { histories } from "./histories/own.ts";
import { flavours, type Server, startServer } from "./outside/server.ts";

describe.each(flavours)("%s: a rollout leaves what the client leaves", (flavour) => {
  let server: Server;
  let client: readonly string[];
  beforeAll(async () => {
    client = await clientOf(flavour);
    server = await startServer(flavour);
  });
  afterAll(() => server?.stop());

  test.each(Object.entries(histories).map(([name, texts], i) => ({ name, texts, i })))(
    "$name",
    async ({ texts, i }) => {
      const files = texts.map((text, n): [string, string] => [`${n + 1}.sql`, text]);
      const { client: ran, tollgate, dumps } = await bothWays({ server, client }, `history_${i}`, files);
      expect({ stopped: ran.stopped, by: tollgate.stopped }).toEqual({ stopped: undefined, by: undefined });
      expect(dumps.tollgate).toBe(dumps.client);
      expect(dumps.client).not.toBe("");
    },
  );
});
