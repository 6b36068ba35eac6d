import { describe, expect, it } from "vitest";
import { usedActionFolders } from "./local-actions.ts";

const workflow = (uses: string) => ({
  path: ".github/workflows/w.yml",
  text: `on: push\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n`,
});
const action = (path: string, text = "runs: { using: node24, main: dist/index.js }") => ({ path, text });

describe("the folders of actions that workflows run from the repository", () => {
  it.each([
    ["./tools/deploy", ["tools/deploy"]],
    ["$/tools/deploy", ["tools/deploy"]],
    ['"./tools/\\x64eploy"', ["tools/deploy"]],
    ["&one ./tools/deploy/", ["tools/deploy"]],
    ["./checked-out/tools/deploy", ["tools/deploy"]],
    ["./tools/image", ["tools/image"]],
    ["./tools", []],
    ["acme/tools/deploy@v1", []],
  ])("uses: %s", (uses, folders) => {
    const actions = [action("tools/deploy/action.yml"), action("tools/image/Dockerfile", "FROM scratch")];
    expect(usedActionFolders([workflow(uses), ...actions])).toEqual(folders);
  });

  it("are found behind an anchor, wherever it stands", () => {
    const text = "env: { X: &one ./tools/deploy }\njobs: { a: { steps: [{ uses: *one }] } }\n";
    const path = ".github/workflows/w.yml";
    expect(usedActionFolders([{ path, text }, action("tools/deploy/action.yml")])).toEqual(["tools/deploy"]);
  });

  it("are followed through other actions", () => {
    const first = action("one/action.yml", "runs: { using: composite, steps: [{ uses: ./two }] }");
    const second = action("two/action.yml", "runs: { using: composite, steps: [{ uses: ./one }] }");
    expect(usedActionFolders([workflow("./one"), first, second, action("three/action.yml")])).toEqual([
      "one",
      "two",
    ]);
    const own = action(".github/actions/a/action.yml", "runs: { steps: [{ uses: ./two }] }");
    expect(usedActionFolders([own, second, first])).toEqual(["one", "two"]);
  });

  it.each([
    ["./", "runs: { using: node24, main: dist/index.js, post: ./end.js }", ["dist", "end.js"]],
    [".", "runs: { using: docker, image: Dockerfile }", ["Dockerfile"]],
    [
      "./anywhere",
      `description: migrations/ too\nruns:\n  steps:\n    - run: bash \${{ github.action_path }}/bin/a.sh && $GITHUB_ACTION_PATH/lib/b.sh\n`,
      ["bin", "lib"],
    ],
  ])("of the root, uses: %s: what its lines name", (uses, text, folders) => {
    expect(usedActionFolders([workflow(uses), action("action.yml", text)])).toEqual(folders);
  });

  it("are none where nothing can be read", () => {
    expect(
      usedActionFolders([{ path: ".github/workflows/w.yml", text: "a: [" }, action("x/action.yml")]),
    ).toEqual([]);
  });
});
