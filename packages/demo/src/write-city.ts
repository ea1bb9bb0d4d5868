/** Writes a made-up city as a data folder. Everything before this file is pure; only this one touches the disk. */
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { month } from "@lianzhang/kernel";
import type { Totals } from "./calibration.ts";
import { HEADROOM_HEAD, headroomRows } from "./headroom.ts";
import { calibration, calibrationText, tally } from "./calibration.ts";
import type { Horizon, Segments } from "./population.ts";
import { population } from "./population.ts";
import { LAST_YEAR } from "./published.ts";
import { outputs } from "./output.ts";
import type { Subject } from "./quantities.ts";
import { subjects } from "./quantities.ts";
import { enterpriseTable, MEMBER_HEAD, memberRows, surveyedRows, SITE_HEAD, siteRows } from "./registers.ts";
import type { FormPlan } from "./returns.ts";
import { formPlans, returnRows } from "./returns.ts";
import { segmentsOf } from "./segments.ts";
import { TITLE_HEAD, titleRows } from "./titles.ts";

export interface CityRequest {
  readonly model: Model;
  /** Firms of designated size at the end of the last month. */
  readonly firms: number;
  /** Months up to and with December 2025. Default 72. */
  readonly months?: number;
  readonly seed: number;
  /** The data folder; made if missing. Must be empty or hold a demo city. */
  readonly out: string;
}

export interface CityReport {
  readonly out: string;
  readonly seed: number;
  /** Firms in the register, in the list at the end, and calibrated blocks of about 900. */
  readonly registered: number;
  readonly listed: number;
  readonly blocks: number;
  readonly rows: Readonly<Record<string, number>>;
  /** `form.field` and `register.attribute` of the model that nothing here can fill. */
  readonly unfilled: readonly string[];
  readonly totals: Totals;
}

const FLUSH = 1 << 20;
const MARKER = "folder.yaml";

interface Sheet {
  line(cells: readonly string[]): void;
  close(): number;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A CSV file that is written as it grows, so that memory does not. */
function sheet(file: string, head: readonly string[]): Sheet {
  const handle = openSync(file, "w");
  let pending = head.map(quoted).join(",") + "\n";
  let rows = 0;
  return {
    line(cells) {
      pending += cells.map(quoted).join(",") + "\n";
      rows++;
      if (pending.length > FLUSH) {
        writeSync(handle, pending);
        pending = "";
      }
    },
    close() {
      writeSync(handle, pending);
      closeSync(handle);
      return rows;
    },
  };
}

interface Sheets {
  readonly open: (name: string, head: readonly string[]) => Sheet;
  readonly close: () => Record<string, number>;
}

function sheets(out: string): Sheets {
  const opened = new Map<string, Sheet>();
  return {
    open(name, head) {
      const found = opened.get(name);
      if (found) return found;
      mkdirSync(dirname(join(out, name)), { recursive: true });
      const made = sheet(join(out, name), head);
      opened.set(name, made);
      return made;
    },
    close: () => Object.fromEntries([...opened].map(([name, s]) => [name, s.close()])),
  };
}

/** A larger city is several blocks of about 900 firms, each calibrated by itself and made one after the other. */
function blockSizes(firms: number): number[] {
  const blocks = firms <= 1500 ? 1 : Math.round(firms / 900);
  return Array.from(
    { length: blocks },
    (_, i) => Math.floor((firms * (i + 1)) / blocks) - Math.floor((firms * i) / blocks),
  );
}

function refuseForeignFolder(out: string): void {
  mkdirSync(out, { recursive: true });
  const there = readdirSync(out);
  if (there.length > 0 && !there.includes(MARKER)) {
    throw new Error(
      `${out}: the folder has ${there.length} entries and is no demo city (no ${MARKER}); name an empty folder, so that demo and real data never mix`,
    );
  }
}

function horizonOf(seed: number, months: number): Horizon {
  const last = month(LAST_YEAR, 12);
  const first = last - months + 1;
  return { seed, first, last, firstYear: Math.floor(first / 12) };
}

/** Lists of firms, by what they say of them. */
const MEMBERS: Readonly<Record<string, (s: Subject) => readonly (readonly string[])[]>> = {
  chain: memberRows,
  survey_kind: surveyedRows,
};

function writeRegisters(model: Model, files: Sheets, list: readonly Subject[]): void {
  const table = enterpriseTable(model);
  const enterprise = files.open("registers/enterprise.csv", table.head);
  for (const s of list) for (const row of table.rows(s)) enterprise.line(row);
  for (const membership of model.memberships.values()) {
    const rowsOf = MEMBERS[membership.classification];
    if (rowsOf === undefined || membership.register !== "enterprise") continue;
    const codes = new Set(model.classifications.get(membership.classification)?.codes.map((c) => c.code));
    const members = files.open(`registers/${membership.id}.csv`, MEMBER_HEAD);
    for (const s of list) for (const row of rowsOf(s)) if (codes.has(row[1] ?? "")) members.line(row);
  }
  if (model.registers.has("site")) {
    const sites = files.open("registers/site.csv", SITE_HEAD);
    for (const s of list) for (const row of siteRows(s)) sites.line(row);
  }
}

/** Titles that firms hold, where the model's ledger keeps them. */
function writeTitles(model: Model, files: Sheets, list: readonly Subject[]): void {
  const rows = list.flatMap((s) => titleRows(model, s));
  if (rows.length === 0) return;
  const titles = files.open("registers/honour.csv", TITLE_HEAD);
  for (const row of rows) titles.line(row);
}

/** The ledger of headroom is of the city's units, not of firms. */
function writeHeadroom(model: Model, files: Sheets, seed: number): void {
  const rows = headroomRows(model, seed);
  if (rows.length === 0) return;
  const ledger = files.open("registers/headroom_entry.csv", HEADROOM_HEAD);
  for (const row of rows) ledger.line(row);
}

function makeBlock(firms: number, offset: number, segments: Segments, horizon: Horizon): Subject[] {
  const list = population(firms, offset, segments, horizon);
  return subjects(outputs(list, horizon), horizon.seed).sort(
    (a, b) => a.path.firm.serial - b.path.firm.serial,
  );
}

/**
 * Writes registers and returns of a made-up city. The same request gives the same bytes. Totals meet the
 * published ones (see `calibration`); a city of more than 1,500 firms is so many times the published one.
 * Throws when the folder holds anything but a demo city, or when firms or months are out of range.
 */
export async function writeCity(request: CityRequest): Promise<CityReport> {
  const { model, firms, seed, out } = request;
  const months = request.months ?? 72;
  if (!Number.isInteger(firms) || firms < 100)
    throw new RangeError(`firms: ${firms} found, a whole number from 100 on expected`);
  if (!Number.isInteger(months) || months < 1 || months > 120) {
    throw new RangeError(`months: ${months} found, a whole number from 1 to 120 expected`);
  }
  refuseForeignFolder(out);
  const horizon = horizonOf(seed, months);
  const files = sheets(out);
  const plans = formPlans(model);
  const counts = tally();
  const sizes = blockSizes(firms);
  const segments = segmentsOf(model);
  let registered = 0;
  writeHeadroom(model, files, seed);
  for (const size of sizes) {
    const list = makeBlock(size, registered, segments, horizon);
    registered += list.length;
    writeRegisters(model, files, list);
    writeTitles(model, files, list);
    counts.count(list, horizon.firstYear);
    for (const plan of plans) writeForm(plan, list, files, { horizon, add: (s, at) => counts.add(s, at) });
    // Lets a server answer between blocks.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const totals = counts.totals();
  const unfilled = [...enterpriseTable(model).unfilled, ...plans.flatMap((p) => p.unfilled)];
  const listed = totals.listed[LAST_YEAR] ?? 0;
  const report: CityReport = {
    out,
    seed,
    registered,
    listed,
    blocks: sizes.length,
    rows: files.close(),
    unfilled,
    totals,
  };
  writeNotes(report, months);
  return report;
}

function writeForm(
  plan: FormPlan,
  list: readonly Subject[],
  files: Sheets,
  { horizon, add }: { readonly horizon: Horizon; readonly add: (s: Subject, at: number) => void },
): void {
  if (plan.columns.length === 0) return;
  const file = files.open(`returns/${plan.form.id}.csv`, plan.head);
  const tallied = plan.form.every === "month" && plan.columns.some((c) => c.field.id === "gross_output");
  const sink = {
    row: (_: FormPlan, cells: readonly string[]): void => file.line(cells),
    final: (_: FormPlan, s: Subject, at: number): void => (tallied ? add(s, at) : undefined),
  };
  returnRows(plan, sink, list, horizon);
}

function writeNotes(report: CityReport, months: number): void {
  const marker = [
    "# This folder is made up. 演示数据,由程序生成。",
    "demo: true",
    `seed: ${report.seed}`,
    `firms: ${report.listed}`,
    `months: ${months}`,
    "label: { zh: 演示数据, en: Demo data }",
  ];
  writeFileSync(join(report.out, MARKER), marker.join("\n") + "\n");
  writeFileSync(join(report.out, "DEMO.md"), notes(report, months));
}

function notes(report: CityReport, months: number): string {
  const rows = Object.entries(report.rows).map(([name, n]) => `- \`${name}\`: ${n}`);
  return `# 演示数据 Demo data

企业、名称、代码和全部数值均由程序生成(种子 ${report.seed},${months} 个月,期末规上 ${report.listed} 户),不对应任何真实企业;
不得与真实数据放在同一实例。名称都带“演示·”,统一社会信用代码的组织机构部分以 DEM0 开头(校验位正确,实际不使用)。

Firms, names, codes and all figures are made up by a program (seed ${report.seed}, ${months} months, ${report.listed} firms of
designated size at the end). They stand for no real firm and never share an instance with real data.

Only city totals are tied to published figures; the split by firm, county and park is invented.
${report.blocks > 1 ? `This city is ${report.blocks} blocks of about 900 firms; the table shows the mean block.\n` : ""}
${calibrationText(calibration(report))}

## Rows

${rows.join("\n")}
`;
}
