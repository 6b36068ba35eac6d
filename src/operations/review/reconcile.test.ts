import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { putRolloutSection } from "../../core/report/comment/keep-sections.ts";
import { policyText } from "../../testing/a-policy.ts";
import { type MemoryGitHub, memoryGitHub } from "../../testing/memory-github.ts";
import { parseEvidence } from "./approval-evidence.ts";
import { type Occasion, type ReconcilePorts, reconcile } from "./reconcile.ts";
import { standsApproved } from "./stands-approved.ts";

const policyPath = ".github/tollgate.yml";
const create = "CREATE TABLE t1 (id INT NOT NULL, PRIMARY KEY (id));\n";
const addAge = "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\n";
const v2 = "migrations/V2__age.sql";

let github: MemoryGitHub;
let pull: number;

const look = (occasion?: Occasion) => reconcile(github.ports, pull, occasion);
const gate = () => github.gates.get(`${github.headOf(pull)} tollgate: main`);
const conclusion = () => gate()?.conclusion;
const requested = () => github.pulls.get(pull)?.requested;
const main = () => github.git.branches.get("main") as string;

async function approveInOrder(...people: string[]) {
  for (const person of people) {
    github.review(pull, person, "APPROVED");
    await look();
  }
}

function build() {
  github = memoryGitHub();
  for (const login of ["ada", "olga", "dave", "dora"]) github.person(login);
  github.teams.set("acme/dba", ["dave", "dora"]);
  github.push("main", "olga", {
    [policyPath]: policyText,
    "migrations/V1__t1.sql": create,
    "README.md": "Shop",
  });
  github.push("age", "ada", { [v2]: addAge }, { onto: main() });
  pull = github.open({ head: "age", author: "ada" });
}

beforeEach(build);

describe("an organisation's floor", () => {
  const floor = (rules: string) =>
    github.git.ownersFiles.set(
      "tollgate.yml",
      `version: 1\nroles: { sec: { title: Security, users: [sam] } }\napproval: { flows: { sec: { steps: [sec] } }, rules: { ${rules} } }\n`,
    );
  const own = policyText.replace("{ high: owner-dba }", "{ high: skip }");

  test("asks where the repository skips", async () => {
    github.push("main", "root", { [policyPath]: own });
    await look();
    expect(conclusion()).toBe("success");
    floor("ddl: { high: sec }");
    await look();
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("Security") });
    expect(requested()?.users).toEqual(["sam"]);
    await approveInOrder("sam");
    expect(conclusion()).toBe("success");
  });

  test("that is wrong blocks, and says where", async () => {
    floor("ddl: { high: sce }");
    await look();
    expect(conclusion()).toBe("action_required");
    expect(gate()?.summary).toContain("acme/.github/tollgate.yml:3");
  });

  test("that cannot be read blocks, and the failure reaches the log", async () => {
    const failure = new Error("acme/.github/tollgate.yml cannot be read: Server Error");
    const repository = { ...github.ports.repository, ownersFile: () => Promise.reject(failure) };
    const reconciled = await reconcile({ ...github.ports, repository }, pull);
    expect(reconciled?.judged.failure).toBe(failure);
    expect(gate()).toMatchObject({
      conclusion: "failure",
      summary: expect.stringContaining(failure.message),
    });
  });
});

describe("a change that is high because of prod", () => {
  test("asks the owner, then the DBA, then passes", async () => {
    await look();
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("Project Owner") });
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
    await approveInOrder("olga");
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("DBA") });
    expect(requested()).toEqual({ users: [], teams: ["acme/dba"] });
    await approveInOrder("dora");
    expect(conclusion()).toBe("success");
    expect(requested()).toEqual({ users: [], teams: [] });
  });

  test("is written once: the second look writes nothing", async () => {
    await look();
    expect(github.writes).toHaveLength(4);
    await look();
    expect(github.writes).toHaveLength(4);
  });

  test("is written again where a person asked for it", async () => {
    await look();
    await look({ again: true });
    expect(github.writes.slice(4)).toEqual([expect.stringContaining("gate tollgate: main: pending")]);
  });

  test("leaves evidence of who approved what, and the assessment", async () => {
    await approveInOrder("olga", "dora");
    const text = gate()?.text ?? "";
    expect(parseEvidence(text)).toMatchObject({
      pull,
      base: "main",
      head: github.headOf(pull),
      mergeBase: main(),
      decision: "approval",
      flow: "owner-dba",
      steps: [
        { role: "owner", status: "approved", by: { login: "olga", review: 1000 } },
        { role: "dba", status: "approved", by: { login: "dora", review: 1001 } },
      ],
    });
    expect(text).toContain('"reasonCode": "approval-needed"');
  });

  test("asks nobody while it is a draft", async () => {
    pull = github.open({ head: "age", author: "ada", draft: true });
    await look();
    expect(conclusion()).toBe("pending");
    expect(requested()).toEqual({ users: [], teams: [] });
  });
});

describe("approvals are given to the bytes of the migrations", () => {
  test("a pushed byte of SQL reopens both steps", async () => {
    await approveInOrder("olga", "dora");
    github.push("age", "ada", { [v2]: addAge.replace(";", " ;") });
    await look();
    expect(conclusion()).toBe("pending");
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
  });

  test("a pushed README reopens nothing", async () => {
    await approveInOrder("olga", "dora");
    github.push("age", "ada", { "README.md": "Shop, with ages" });
    await look();
    expect(conclusion()).toBe("success");
  });

  test("a rebase onto a newer main keeps them", async () => {
    await approveInOrder("olga", "dora");
    github.push("main", "olga", { "README.md": "News" });
    github.push("age", "ada", { [v2]: addAge }, { onto: main() });
    await look();
    expect(conclusion()).toBe("success");
  });

  test("what was approved may come back, what was pushed in between may not stay", async () => {
    const approved = github.headOf(pull);
    await approveInOrder("olga", "dora");
    github.push("age", "ada", { [v2]: "DROP TABLE t1;\n" });
    await look();
    expect(conclusion()).toBe("pending");
    github.push("age", "ada", {}, { onto: approved });
    await look();
    expect(conclusion()).toBe("success");
  });

  test("an approval of what was there before the last push does not count, though no event told of the push", async () => {
    github.review(pull, "olga", "APPROVED");
    github.push("age", "ada", { [v2]: "DROP TABLE t1;\n" });
    github.review(pull, "dora", "APPROVED");
    await look();
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
  });

  test("an approval that was written on a page from before the last push does not count for that push", async () => {
    const shown = github.headOf(pull);
    github.push("age", "ada", { [v2]: "DROP TABLE t1;\n" });
    github.review(pull, "olga", "APPROVED", { commit: shown });
    await look();
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
  });

  test("what was approved into another branch, which had the change already, was never seen", async () => {
    github.push("other", "ada", {}, { onto: github.headOf(pull) });
    github.retarget(pull, "other");
    github.review(pull, "olga", "APPROVED");
    github.retarget(pull, "main");
    await look();
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
    // A page that was opened before looks like one that was opened since: only the code tells them apart.
    await approveInOrder("olga");
    expect(requested()).toEqual({ users: ["olga"], teams: [] });
    const body = /tollgate [0-9a-f]{32}/.exec(github.comments.get(pull) ?? "")?.[0] ?? "";
    for (const person of ["olga", "dora"]) {
      github.review(pull, person, "APPROVED", { body: `Read. ${body}` });
      await look();
    }
    expect(conclusion()).toBe("success");
    github.edit(1002, body);
    await look();
    expect(conclusion()).toBe("pending");
  });

  test("without a record of pushes nobody can approve, whatever was seen on arrival, and nobody is asked", async () => {
    pull = github.open({ head: "age", author: "ada", fork: true });
    await look();
    expect(gate()).toMatchObject({ conclusion: "action_required" });
    expect(gate()?.summary).toContain("GitHub does not show who pushed this branch");
    expect(requested()).toEqual({ users: [], teams: [] });
    for (const person of ["olga", "dora"]) {
      const review = github.review(pull, person, "APPROVED");
      await look({ seen: { sightings: [{ review, commit: github.headOf(pull) }] } });
    }
    expect(conclusion()).toBe("action_required");
  });

  test("what was seen of another pull request with the same head is not taken over", async () => {
    const pulls = { ...github.ports.pulls, pushes: async () => undefined };
    const ports = { ...github.ports, pulls };
    const review = github.review(pull, "olga", "APPROVED");
    const sightings = [{ review, commit: github.headOf(pull) }];
    await reconcile(ports, pull, { seen: { sightings } });
    expect(parseEvidence(gate()?.text ?? "")?.sightings).toEqual(sightings);
    pull = github.open({ head: "age", author: "ada" });
    github.review(pull, "olga", "APPROVED");
    await reconcile(ports, pull);
    expect(parseEvidence(gate()?.text ?? "")).toMatchObject({ pull, sightings: [] });
  });

  test("a record that does not lead to the head says nothing about who pushed it", async () => {
    const pushes = async () => [{ before: "0", after: main(), at: "2026-01-01T00:00:00Z", actor: undefined }];
    const ports = { ...github.ports, pulls: { ...github.ports.pulls, pushes } };
    const review = github.review(pull, "olga", "APPROVED");
    await reconcile(ports, pull, { seen: { sightings: [{ review, commit: github.headOf(pull) }] } });
    expect(gate()).toMatchObject({ conclusion: "action_required" });
    expect(gate()?.summary).toContain("/tollgate recheck");
  });
});

describe("GitHub refusing to show who approved", () => {
  const refusing = (what: "reviews" | "pushes", times: number) => {
    let left = times;
    const { pulls } = github.ports;
    const refuse = async (at: Parameters<typeof pulls.reviews>[0]) => {
      if (left-- > 0) throw Object.assign(new Error("Resource not accessible"), { status: 403 });
      return pulls[what](at);
    };
    return { ...github.ports, pulls: { ...pulls, [what]: refuse } };
  };

  beforeEach(() => approveInOrder("olga", "dora"));

  test.each(["reviews", "pushes"] as const)("once is asked again: %s", async (what) => {
    const written = github.writes.length;
    expect((await reconcile(refusing(what, 1), pull))?.judged.failure).toBeUndefined();
    expect([conclusion(), github.writes.length]).toEqual(["success", written]);
  });

  test.each(["reviews", "pushes"] as const)(
    "for longer (%s) leaves an approval as it is, and says so",
    async (what) => {
      const written = github.writes.length;
      const reconciled = await reconcile(refusing(what, 2), pull);
      expect(reconciled).toMatchObject({
        written: false,
        remarks: [expect.stringContaining("stays approved")],
      });
      expect(reconciled?.judged.failure).toBeInstanceOf(Error);
      expect([conclusion(), github.writes.length]).toEqual(["success", written]);
    },
  );

  test("leaves nothing where the judgement of the files is another", async () => {
    const judged = (await look())?.judged;
    if (!judged) throw new Error("it was not judged");
    const at = await github.ports.pulls.read(pull);
    const stands = (score: number) =>
      standsApproved(github.ports, at, "tollgate: main", { ...judged.assessment, score });
    expect([await stands(judged.assessment.score), await stands(1)]).toEqual([true, false]);
  });

  test("approves nothing", async () => {
    github.push("age", "ada", { [v2]: `${addAge}\n` });
    await reconcile(refusing("reviews", 2), pull);
    expect(conclusion()).toBe("failure");
  });

  test.each<[string, () => unknown, Occasion]>([
    ["a review was dismissed", () => undefined, { contradicts: true }],
    ["somebody asks for it", () => undefined, { again: true }],
    [
      "the policy asks others now",
      () => github.push("main", "root", { [policyPath]: policyText.replace("[olga]", "[oskar]") }),
      {},
    ],
    ["it goes into another branch", () => github.retarget(pull, "other"), {}],
  ])("keeps nothing where %s", async (_, happens, occasion) => {
    github.push("other", "root", {}, { onto: main() });
    happens();
    const base = github.pulls.get(pull)?.base ?? "";
    await reconcile(refusing("reviews", 2), pull, occasion);
    expect(github.gates.get(`${github.headOf(pull)} tollgate: ${base}`)?.conclusion).toBe("failure");
  });
});

describe("whose approval counts", () => {
  test.each([
    ["the author of the pull request", {}, "ada"],
    ["the author of a commit", { author: "olga" }, "olga"],
    ["the committer of a commit", { author: "eve", committer: "olga" }, "olga"],
    ["a co-author of a commit", { coAuthor: "olga" }, "olga"],
  ])("not that of %s", async (_, commit, reviewer) => {
    github.push("main", "root", { [policyPath]: policyText.replace("[olga]", "[olga, ada]") });
    github.push("age", "ada", { [v2]: `${addAge}\n` }, commit);
    await approveInOrder(reviewer);
    expect(parseEvidence(gate()?.text ?? "")?.steps[0]).toMatchObject({ role: "owner", status: "waiting" });
  });

  test("not that of somebody who pushed a commit under another name", async () => {
    github.push("age", "olga", { [v2]: `${addAge}\n` }, { author: "eve" });
    await approveInOrder("olga");
    expect(conclusion()).toBe("action_required");
  });

  test("not that of a bot", async () => {
    github.push("main", "root", {
      [policyPath]: policyText.replace("teams: [acme/dba]", "teams: [acme/bots]"),
    });
    github.teams.set("acme/bots", ["helper[bot]"]);
    await approveInOrder("olga", "helper[bot]");
    expect(conclusion()).toBe("action_required");
  });

  test("not one out of turn", async () => {
    await approveInOrder("dora", "olga");
    expect(conclusion()).toBe("pending");
    await approveInOrder("dora");
    expect(conclusion()).toBe("success");
  });

  test("not of one who has left the team since", async () => {
    await approveInOrder("olga", "dora");
    github.teams.set("acme/dba", ["dave"]);
    await look();
    expect(conclusion()).toBe("pending");
  });

  test("not where the team cannot be read: it says which", async () => {
    github.teams.delete("acme/dba");
    await approveInOrder("olga");
    expect(conclusion()).toBe("action_required");
    expect(github.comments.get(pull)).toContain("acme/dba");
  });

  test("not a dismissed one, and the older one does not come back", async () => {
    github.review(pull, "olga", "APPROVED");
    const second = github.review(pull, "olga", "APPROVED");
    await look();
    github.dismiss(second);
    await look();
    expect(requested()?.users).toEqual(["olga"]);
    expect(requested()?.teams).toEqual([]);
  });

  test("a no stands until its giver says otherwise", async () => {
    github.review(pull, "dave", "CHANGES_REQUESTED");
    await approveInOrder("olga", "dora");
    expect(conclusion()).toBe("failure");
    await approveInOrder("dave");
    expect(conclusion()).not.toBe("failure");
  });
});

describe("who is asked", () => {
  test("whoever asked on their own account is left in peace", async () => {
    github.pulls.get(pull)?.requested.users.push("friend");
    await look();
    await approveInOrder("olga", "dora");
    expect(requested()).toEqual({ users: ["friend"], teams: [] });
  });

  test("who cannot be asked is named, and not asked at every look", async () => {
    let asked = 0;
    const refusing: ReconcilePorts = {
      ...github.ports,
      pulls: {
        ...github.ports.pulls,
        request: async (_, refused) => {
          asked++;
          return { refused, remarks: ["olga cannot be requested."] };
        },
      },
    };
    expect(await reconcile(refusing, pull)).toMatchObject({ remarks: ["olga cannot be requested."] });
    expect(await reconcile(refusing, pull)).toMatchObject({ remarks: [] });
    expect(asked).toBe(1);
  });

  test("our own requests go with the step that made them", async () => {
    await look();
    github.push("age", "ada", { [v2]: null });
    await look();
    expect(conclusion()).toBe("success");
    expect(requested()).toEqual({ users: [], teams: [] });
  });

  test("somebody who answered with a remark is not asked once more for the same content", async () => {
    await look();
    github.review(pull, "olga", "COMMENTED");
    await look();
    expect(requested()?.users).toEqual([]);
    github.push("age", "ada", { [v2]: addAge.replace(";", " ;") });
    await look();
    expect(requested()?.users).toEqual(["olga"]);
  });
});

describe("the policy is the base branch's, and says what is wrong with it", () => {
  test("a pull request that weakens the policy is judged by the present one", async () => {
    github.push("age", "ada", { [policyPath]: policyText.replace("{ high: owner-dba }", "{ high: skip }") });
    await look();
    expect(gate()).toMatchObject({ conclusion: "pending", title: expect.stringContaining("High") });
  });

  test("editing nothing but the policy takes the flow as well", async () => {
    github.push(
      "lax",
      "ada",
      { [policyPath]: policyText.replace("[owner, dba]", "[owner]") },
      { onto: main() },
    );
    pull = github.open({ head: "lax", author: "ada" });
    await look();
    expect(conclusion()).toBe("pending");
    expect(requested()?.users).toEqual(["olga"]);
  });

  test("the same head into a lax branch passes only there", async () => {
    github.push(
      "lax",
      "ada",
      { [policyPath]: policyText.replace("presets: [prod-is-high]", "builtin: false") },
      { onto: main() },
    );
    const other = github.open({ head: "age", author: "ada", base: "lax" });
    await reconcile(github.ports, other);
    expect(github.gates.get(`${github.headOf(pull)} tollgate: lax`)?.conclusion).toBe("success");
    expect(gate()).toBeUndefined();
    await look();
    expect(conclusion()).toBe("pending");
  });

  test("an invalid policy is one failing gate with every problem", async () => {
    const broken = policyText
      .replace("steps: [owner, dba]", "steps: [owner, dbaa]")
      .replace("[owner, dba] }", "[ownr] }");
    github.push("main", "root", { [policyPath]: broken });
    await look();
    expect(conclusion()).toBe("action_required");
    expect(gate()?.summary).toContain("dbaa");
    expect(gate()?.summary).toContain("ownr");
    await approveInOrder("olga", "dora");
    expect(conclusion()).toBe("action_required");
  });

  test("without a policy nothing is written", async () => {
    github.push("main", "root", { [policyPath]: null });
    expect(await look()).toBeUndefined();
    expect(github.writes).toEqual([]);
  });

  test("another's gate is judged and not touched, also where the policy is broken", async () => {
    for (const gate of ["gate: action", "gate: app\nnonsense: true"]) {
      github.push("main", "root", {
        [policyPath]: policyText.replace("gate: app", gate).replace("app_id: 7", "app_id: 8"),
      });
      expect(await look()).toMatchObject({ written: false, judged: { approval: undefined } });
    }
    expect(github.writes).toEqual([]);
  });
});

describe("after the merge", () => {
  test("the comment says what comes next, with the rollouts' sections; the gate stays as it was", async () => {
    await approveInOrder("olga", "dora");
    const [onto, passed] = [main(), gate()];
    github.push("main", "olga", { [v2]: addAge });
    const merged = github.pulls.get(pull);
    if (merged) merged.state = "merged";
    github.comments.set(pull, putRolloutSection(github.comments.get(pull) ?? "", "test", "Rolled out."));
    const pulls = { ...github.ports.pulls, mergedOnto: async () => onto };
    expect(await reconcile({ ...github.ports, pulls }, pull)).toBeUndefined();
    expect(github.comments.get(pull)).toContain("**Merged.**");
    expect(github.comments.get(pull)).toContain("Rolled out.");
    expect(gate()).toEqual(passed);
    expect(requested()).toEqual({ users: [], teams: [] });
  });
});

describe("what goes wrong", () => {
  test("shows in the gate, in a sentence, and is given back", async () => {
    const failing = {
      ...github.ports,
      roles: { holders: () => Promise.reject(new Error("GitHub answered 502")) },
    };
    const reconciled = await reconcile(failing, pull);
    expect(gate()).toMatchObject({
      conclusion: "failure",
      summary: expect.stringContaining("GitHub answered 502"),
    });
    expect(reconciled?.judged.failure).toBeInstanceOf(Error);
    await look();
    expect(conclusion()).toBe("pending");
  });
});

describe("a call to GitHub that fails", () => {
  /** The ports, of whose calls the n-th is answered with an error. */
  function failingAt(n: number): { ports: ReconcilePorts; calls(): number } {
    let calls = 0;
    const failing = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, name) {
          const method = Reflect.get(target, name);
          if (typeof method !== "function") return method;
          return (...given: unknown[]) =>
            calls++ === n
              ? Promise.reject(new Error("502 Bad Gateway"))
              : Reflect.apply(method, target, given);
        },
      });
    const { repository, pulls, roles, gate, comments, ...rest } = github.ports;
    const ports = {
      repository: failing(repository),
      pulls: failing(pulls),
      roles: failing(roles),
      gate: failing(gate),
      comments: failing(comments),
      ...rest,
    };
    return { ports, calls: () => calls };
  }

  const end = () => ({ gate: gate(), requested: requested(), comment: github.comments.get(pull) });

  test("wherever it is, never lets pass, and the next look makes good", async () => {
    build();
    await look();
    github.review(pull, "olga", "APPROVED");
    await look();
    const whole = end();
    let failed = 0;
    for (let n = 0; n === failed; n++) {
      build();
      await look();
      github.review(pull, "olga", "APPROVED");
      const failing = failingAt(n);
      await reconcile(failing.ports, pull).catch(() => undefined);
      if (failing.calls() <= n) break;
      failed++;
      expect(conclusion()).not.toBe("success");
      await look();
      expect(end()).toEqual(whole);
    }
    expect(failed).toBeGreaterThan(10);
  });
});

describe("in whatever order events come, twice or not at all", () => {
  const acts: Record<string, () => void> = {
    "olga approves": () => github.review(pull, "olga", "APPROVED"),
    "dora approves": () => github.review(pull, "dora", "APPROVED"),
    "dave objects": () => github.review(pull, "dave", "CHANGES_REQUESTED"),
    "dave approves": () => github.review(pull, "dave", "APPROVED"),
    "SQL is pushed": () => github.push("age", "ada", { [v2]: addAge.replace(";", " ;") }),
    "SQL is pushed back": () => github.push("age", "ada", { [v2]: addAge }),
    "README is pushed": () => github.push("age", "ada", { "README.md": `News ${github.headOf(pull)}` }),
    "main moves on": () => github.push("main", "olga", { "README.md": `Main ${main()}` }),
    "dora leaves": () => github.teams.set("acme/dba", ["dave"]),
    "dora returns": () => github.teams.set("acme/dba", ["dave", "dora"]),
  };
  const story = fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 12 });

  const play = async (names: readonly string[], looks: readonly number[]) => {
    build();
    for (const [i, name] of names.entries()) {
      acts[name]?.();
      for (let n = looks[i % Math.max(1, looks.length)] ?? 0; n > 0; n--) await look();
    }
    await look();
    await look();
    return { gate: gate(), requested: requested(), comment: github.comments.get(pull) };
  };

  test("the end is the same as if only the last look had been", async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.array(fc.nat(2), { maxLength: 12 }), async (names, looks) => {
        const told = await play(names, looks);
        const swept = await play(names, []);
        expect(told).toEqual(swept);
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
