import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { Diagnostic } from "@lianzhang/kernel";
import { loadDecision } from "../load.ts";
import { lintModel } from "./lint.ts";

let found: Diagnostic[] = [];
beforeAll(async () => {
  const folder = fileURLToPath(new URL("../../../../tests/fixtures/definitions/valid", import.meta.url));
  const { model } = await loadDecision(folder);
  if (model) found = lintModel(model);
});
const said = (code: string): string[] => found.filter((d) => d.code === code).map((d) => d.message);

test("a target no form can measure says who would hold the figure", () => {
  expect(said("LZ3001")).toEqual([
    "no form can measure 数字 (digital-2027): digital_growth has no formula; 经济和信息化局 (Economy Bureau) would hold the figure",
  ]);
});

test("parts that reach a total exactly do not exceed it", () => {
  expect(said("LZ3003")).toEqual([
    "the sum of the parts reaches exactly 900 while the total must exceed it: 600 + 300 = 900 亿元; 总规模 (total-2027) asks for > 900 亿元",
  ]);
});

test("scopes that overlap are named, once a pair", () => {
  expect(said("LZ3004")).toHaveLength(1);
});

test("a share its parts meet long before is told with its arithmetic", () => {
  expect(said("LZ3005")).toEqual([
    "the bounds contradict: 600 of 900 亿元 is 66.6667 %, while 锂电占比 (lithium-share-2027) asks for > 50%",
  ]);
});

test("a word the Decision does not define is told with its users, but not inside a longer defined word", () => {
  expect(said("LZ3006")).toEqual(['the Decision does not define "规模"; used by 1: total-2027']);
});

test("what nothing carries, and targets without owner, are notes and not errors", () => {
  expect(said("LZ3007")).toHaveLength(1);
  expect(said("LZ3002")).toHaveLength(3);
  expect(found.some((d) => d.severity === "error")).toBe(false);
});
