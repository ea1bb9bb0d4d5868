/** A return that is not stored yet, laid over what is: the single months on both sides follow. Made-up data (演示数据). */
import type { Field, Form } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { missing, month, parsePeriod, present, reasonCode } from "@lianzhang/kernel";
import type { Value } from "@lianzhang/kernel";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { laidOver } from "./laid-over.ts";
import type { LaidRow } from "./laid-over.ts";
import type { FactRow } from "./leaves.ts";

let output: Form;
let gross: Field;
beforeAll(async () => {
  const { model } = await loadDecision(join(import.meta.dirname, "../../../decisions/meishan-2023"));
  const form = model?.forms.get("output_copy");
  const field = form?.fields.get("gross_output");
  if (!form || !field) throw new Error("no form");
  [output, gross] = [form, field];
});

/** Cumulative output up to a month of 2024 as it is stored. */
const stored = (m: number, value: bigint, single: bigint | null): FactRow => ({
  from: month(2024, 1),
  to: month(2024, m),
  knownFrom: 1,
  submission: 7,
  row: 3,
  cells: new Map([
    [
      gross.id,
      { value, reason: 0, month: single, monthReason: single === null ? reasonCode("spans_months") : 0 },
    ],
  ]),
});
const laid = (until: string, said: Value | null): LaidRow => ({
  subject: "甲",
  period: parsePeriod(until) ?? { from: 0, to: 0 },
  value: (field) => (field === gross.id ? said : null),
});
/** Month, cumulative and single month. */
const shown = (rows: readonly FactRow[]): string[] =>
  rows.map((r) => {
    const cell = r.cells.get(gross.id);
    return `${(r.to % 12) + 1}: ${cell?.value ?? "-"} ${cell?.month ?? "-"}`;
  });

test("a restated May changes May's own month and June's", () => {
  const before = [stored(4, 400n, 100n), stored(5, 500n, 100n), stored(6, 610n, 110n)];
  expect(shown(laidOver(output, before, [laid("2024-01..05", present(520n))]))).toEqual([
    "4: 400 100",
    "5: 520 120",
    "6: 610 90",
  ]);
});
test("a first May stands by itself: its single month cannot be told", () => {
  expect(shown(laidOver(output, [], [laid("2024-01..05", present(520n))]))).toEqual(["5: 520 -"]);
});
test("what the row does not say stays; what it says is missing is missing", () => {
  const before = [stored(5, 500n, null)];
  expect(shown(laidOver(output, before, [laid("2024-01..05", null)]))).toEqual(["5: 500 -"]);
  const [gone] = laidOver(output, before, [laid("2024-01..05", missing("suppressed"))]);
  expect(gone?.cells.get(gross.id)).toMatchObject({ value: null, reason: reasonCode("suppressed") });
});
