import { expect, test } from "vitest";
import { sceneTwo } from "../../../testing/scene-two.ts";
import { changeFields } from "./change-fields.ts";
import { renderJson } from "./render-json.ts";

test("the same bytes whatever order the keys were written in", () => {
  const turned = Object.fromEntries(Object.entries(sceneTwo).reverse()) as typeof sceneTwo;
  expect(renderJson(turned)).toBe(renderJson(sceneTwo));
  expect(renderJson(sceneTwo).split("\n").slice(0, 3)).toEqual([
    "{",
    '  "decidedBy": {',
    '    "file": "migrations/V002__add_age.sql",',
  ]);
  expect(renderJson(sceneTwo).endsWith("}\n")).toBe(true);
});

test("all of the assessment, with its changes as flat fields", () => {
  const flat = JSON.stringify(sceneTwo, (key, value) =>
    key === "changes" ? value.map(changeFields) : value,
  );
  expect(JSON.parse(renderJson(sceneTwo))).toEqual(JSON.parse(flat));
});
