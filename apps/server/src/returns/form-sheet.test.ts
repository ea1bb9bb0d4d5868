/** A survey as the sheet it is printed on: its mark top right, by law, and nothing lost on the way back. */
import { loadDecision } from "@lianzhang/definitions";
import type { ReadRow } from "@lianzhang/intake";
import { readReturn, readSheets } from "@lianzhang/intake";
import { monthPeriod, month } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import { expect, test } from "vitest";
import { formSheetFile } from "./form-sheet.ts";

const FIRM = "91511400MA620000XH";
const APRIL = monthPeriod(month(2026, 4));

test.each(["csv", "xlsx"] as const)("the short survey as %s", async (format) => {
  const { model } = await loadDecision(
    new URL("../../../../decisions/meishan-2023", import.meta.url).pathname,
  );
  const form = model?.forms.get("short_survey");
  if (model === null || form === undefined) throw new Error("no survey");
  const description = formDescription(model, form);
  const filled = `统一社会信用代码,预计产值(千元),产能利用率(%),停减产主要原因,预计复产还需(月)\n${FIRM},5000,42.5,3,1\n`;
  const asked = { forms: [description], period: APRIL };
  const read = async (name: string, bytes: Uint8Array) =>
    readReturn((await readSheets(name, bytes)).sheets, asked);
  const first = await read("四月.csv", new TextEncoder().encode(filled));
  const below = ["单位负责人:演示·王敏", "填表人:演示·李琴"];
  const file = await formSheetFile({ form, description, period: APRIL, rows: first.rows, below, format });
  expect(file.name).toBe(`工业运行快速调查-2026-04.${format}`);

  const { sheets } = await readSheets(file.name, file.bytes);
  const lines = (sheets[0]?.rows ?? []).map((row) => row.map((c) => c.text));
  expect(lines.slice(0, 4).map((l) => l.at(-1))).toEqual([
    "表号:眉经信调1表",
    "制定机关:眉山市经济和信息化局",
    "批准文号:眉统制〔演示〕1号(暂定、待批准)",
    "有效期至:2027-12-31",
  ]);
  expect(lines.slice(0, 4).every((l) => l.slice(0, -1).every((t) => t === ""))).toBe(true);
  expect(lines.flat().find((t) => t.startsWith("注:停减产主要原因填代码:"))).toContain("3 原料短缺或涨价");
  expect(lines.flat()).toContain("单位负责人:演示·王敏");

  const values = (rows: readonly ReadRow[]) =>
    rows.map((r) => [...r.cells].flatMap(([field, { value }]) => (value === null ? [] : [[field, value]])));
  const again = await read(file.name, file.bytes);
  expect(values(again.rows)).toEqual(values(first.rows));
  expect(again.findings.filter((f) => f.strength !== "note")).toEqual([]);
});
