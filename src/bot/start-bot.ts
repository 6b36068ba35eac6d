import { createServer, type Server } from "node:http";
import { createNodeMiddleware, Probot, ProbotOctokit } from "probot";
import { pinApiVersion } from "../github/client.ts";
import { conditionalRequests } from "../github/conditional-requests.ts";
import { listInstallations, listRepositories, readApp } from "../github/installations.ts";
import { throttleOptions } from "../github/throttle.ts";
import { listen, type Reconciler } from "./app.ts";
import { createReconciler, type Log } from "./create-reconciler.ts";
import type { BotSettings } from "./read-settings.ts";

export interface RunningBot {
  server: Server;
  /** When the first sweep is complete. */
  swept: Promise<void>;
  /** Stops listening, and ends when what was begun is finished. */
  stop(): Promise<void>;
}

const webhooksPath = "/api/github/webhooks";
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const payloadCap = 25 * 1024 * 1024;
const sweepEvery = 60 * 60 * 1000;

export async function startBot(settings: BotSettings): Promise<RunningBot> {
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.secret,
    logLevel: settings.logLevel as "info",
    Octokit: botOctokit(settings),
    ...(settings.baseUrl && { baseUrl: settings.baseUrl }),
    ...(settings.redis && { redisConfig: settings.redis }),
  });
  await probot.ready();
  const app = await readApp(await probot.auth());
  const reconciler = createReconciler(app, probot.log);
  const handle = await createNodeMiddleware((loaded) => listen(loaded, reconciler, app), {
    probot,
    webhooksPath,
  });
  const server = createServer((request, response) => {
    if (request.url === "/ping") return response.end("PONG");
    if (
      !(Number(request.headers["content-length"] ?? 0) <= payloadCap) ||
      request.headers["transfer-encoding"]
    ) {
      return response.writeHead(413).end();
    }
    return handle(request, response, () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(settings.port, settings.host, resolve);
  });
  const sweepNow = () => sweep(probot, reconciler, probot.log);
  const timer = setInterval(sweepNow, sweepEvery);
  return {
    server,
    swept: sweepNow(),
    async stop() {
      clearInterval(timer);
      await new Promise((resolve) => server.close(resolve));
      await reconciler.idle();
    },
  };
}

function botOctokit({ writePauses }: Pick<BotSettings, "writePauses">): typeof ProbotOctokit {
  return ProbotOctokit.plugin(pinApiVersion, conditionalRequests()).defaults(
    (options: { throttle?: object }) => ({
      ...options,
      throttle: { ...options.throttle, ...throttleOptions({ writePauses }) },
    }),
  );
}

/** GitHub delivers an event once, if at all: what was missed while nobody listened is found by looking. */
async function sweep(probot: Probot, reconciler: Reconciler, log: Log): Promise<void> {
  try {
    for (const installation of await listInstallations(await probot.auth())) {
      const octokit = await probot.auth(installation);
      for (const { owner, repo } of await listRepositories(octokit)) {
        await reconciler
          .openPulls({ octokit, owner, repo })
          .catch((err: unknown) => log.error({ err }, `The sweep of ${owner}/${repo} is not complete.`));
      }
    }
  } catch (err) {
    log.error({ err }, "The sweep is not complete; the next one is in an hour.");
  }
}
