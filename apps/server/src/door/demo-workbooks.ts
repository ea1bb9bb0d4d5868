/** A made-up blank from above (演示数据): 分县区月报, pointed at by its heads and filled for one month; the next is to be done. */
import { writeXlsx } from "hucre/xlsx";
import type { MappingBody } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import { CITY } from "@lianzhang/work";
import type { KeptWorkbook, Workbooks } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { monthsOf } from "../operation/desk.ts";
import { FIRM } from "../operation/names.ts";
import { figureCatalogue, meaning } from "../workbooks/catalogue.ts";
import { fill } from "../workbooks/fill.ts";
import { saveMapping, upload } from "../workbooks/keep.ts";
import { proposalsOut, spreadOut } from "../workbooks/suggest.ts";
import type { DemoGround } from "./demo-player.ts";
import { openPlayer } from "./demo-player.ts";

interface Ground extends DemoGround {
  readonly context: Context;
  readonly workbooks: Workbooks;
}

const COUNTY = "county";
const HEADS = [
  ["县区", "规模以上工业总产值", null, "同比增速(%)", "工业用电量(万千瓦时)", "备注"],
  [null, "本月", "累计", null, null, null],
] as const;

/** The sheet as a higher level would send it: title, unit, two levels of heads, the city and its counties. */
function blank(model: Model): Promise<Uint8Array> {
  const catalogue = meaning(figureCatalogue(model), COUNTY);
  const counties = catalogue.groupings.find((g) => g.id === COUNTY)?.members ?? [];
  const names = ["全市", ...counties.map((m) => m.label.zh)];
  const numFmt = "0.00";
  return writeXlsx({
    sheets: [
      {
        name: "分县区",
        rows: [
          ["分县区规模以上工业主要指标月报(演示)"],
          [null, null, null, null, null, "单位:亿元"],
          ...HEADS.map((row) => [...row]),
          ...names.map((name) => [name, null, null, null, null, null]),
          ["填报单位:"],
        ],
        columns: [
          { width: 16 },
          { width: 14, numFmt },
          { width: 14, numFmt },
          { width: 14, numFmt },
          { width: 18, numFmt },
          { width: 12 },
        ],
        merges: [
          { startRow: 0, startCol: 0, endRow: 0, endCol: 5 },
          { startRow: 2, startCol: 1, endRow: 2, endCol: 2 },
          ...[0, 3, 4, 5].map((c) => ({ startRow: 2, startCol: c, endRow: 3, endCol: c })),
        ],
      },
    ],
  });
}

/** The counties as their heads say, and the city as what was pointed at for its first county. */
async function pointed({ model, workbooks }: Ground, opened: KeptWorkbook): Promise<MappingBody["cells"]> {
  const { sure } = await proposalsOut(model, workbooks, opened, COUNTY);
  const cells = new Map(sure.map((c) => [`${c.row},${c.column}`, c]));
  const counties = sure.filter((c) => c.want.of.length > 0);
  const first = counties.filter((c) => c.row === counties[0]?.row);
  for (const at of first) {
    const { sheet, row, column, want } = at;
    const spread = await spreadOut(model, workbooks, opened, { sheet, row, column }, want);
    for (const c of spread.sure) if (!cells.has(`${c.row},${c.column}`)) cells.set(`${c.row},${c.column}`, c);
  }
  return [...cells.values()].map(({ sheet, row, column, want }) => ({
    id: null,
    at: { sheet, row, column },
    want,
  }));
}

/** Enters it once; a city that has a workbook, or a folder without the survey of the month, is left alone. */
export async function demoWorkbooks(ground: Ground): Promise<void> {
  const { model, context, workbooks } = ground;
  if (!model.indicators.has(FIRM.expected) || (await workbooks.list()).length > 0) return;
  const player = await openPlayer(ground);
  const acting = player.acting(["analyst"]);
  const [, , month] = await monthsOf(context);
  if (acting === null || month === undefined) return;
  const keeping = { workbooks, acting };
  const label = "演示·分县区规模以上工业主要指标月报";
  const settings = { label, issuer: "演示·上级主管部门", every: "month", dueDay: 12, ended: false } as const;
  const book = { name: "演示-分县区月报.xlsx", bytes: await blank(model) };
  const opened = await upload(keeping, CITY, settings, book, month);
  const cells = await pointed(ground, opened);
  if (cells.length === 0) return;
  const kept = await saveMapping(keeping, [opened], opened, { version: 1, cells, unplaced: [] });
  const standing = { month, signed: null, known: null };
  const asked = { month, known: null, run: null };
  await fill(context, keeping, { kept, month, standing, asked, against: null });
}
