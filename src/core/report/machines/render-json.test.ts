import { expect, test } from "vitest";
import { sceneTwo } from "../../../testing/scene-two.ts";
import { renderJson } from "./render-json.ts";

test("the same bytes whatever order the keys were written in", () => {
  const turned = Object.fromEntries(Object.entries(sceneTwo).reverse()) as typeof sceneTwo;
  expect(renderJson(turned)).toBe(renderJson(sceneTwo));
  expect(JSON.parse(renderJson(sceneTwo))).toEqual(JSON.parse(JSON.stringify(sceneTwo)));
  expect(renderJson(sceneTwo).split("\n").slice(0, 3)).toEqual([
    "{",
    '  "decidedBy": {',
    '    "file": "migrations/V002__add_age.sql",',
  ]);
  expect(renderJson(sceneTwo).endsWith("}\n")).toBe(true);
});
