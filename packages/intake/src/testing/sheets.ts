/** Sheets drawn in text for tests, and what was read of them in text again. Made-up data (演示数据). */
import { formatPeriod, organisationCheck, usccCheck } from "@lianzhang/kernel";
import type { FieldDescription, FormDescription } from "../form.ts";
import type { Finding } from "../finding.ts";
import type { Cell, Sheet } from "../grid/sheet.ts";
import { cellName } from "../match/places.ts";
import { recognise } from "../match/recognise.ts";
import type { Matching, Recognition } from "../match/recognition.ts";
import type { ReadContext } from "../match/reader.ts";
import { readRows } from "../match/read-rows.ts";
import type { ReadRow } from "../row.ts";
import { findTables } from "../tables/find-tables.ts";
import type { FoundTable, SkippedRow } from "../tables/table.ts";

/** The code of made-up firm `n`: it checks. */
export function uscc(n: number): string {
  const organisation = `DEM${String(n).padStart(5, "0")}`;
  const first17 = `91511400${organisation}${organisationCheck(organisation) ?? ""}`;
  return `${first17}${usccCheck(first17) ?? ""}`;
}

/** `{1}` stands for the code of firm 1. */
const withCodes = (text: string): string => text.replace(/\{(\d+)\}/g, (_, n: string) => uscc(Number(n)));

/**
 * A sheet from lines of cells between bars. `<` is merged with the cell on its left, `^` with the one above; `␣` is a blank,
 * `⏎` a line break. Lines of nothing are blank rows.
 */
export function sheetOf(drawn: string, more: Partial<Sheet> = {}): Sheet {
  const lines = withCodes(drawn)
    .replace(/^\n|\n *$/g, "")
    .split("\n");
  const rows: Cell[][] = [];
  for (const [r, line] of lines.entries()) {
    const texts = line.trim() === "" ? [] : line.split("|").map((t) => t.trim());
    rows.push(
      texts.map((raw, c): Cell => {
        const text = raw.replaceAll("␣", " ").replaceAll("⏎", "\n");
        if (raw === "<" || raw === "^") {
          const from = raw === "<" ? rows[r]?.[c - 1] : rows[r - 1]?.[c];
          const place: readonly [number, number] = raw === "<" ? [r + 1, c] : [r, c + 1];
          void from;
          return { text: "", kind: "text", of: place };
        }
        return { text, kind: /^-?\d+(?:\.\d+)?$/.test(text) && text.length < 16 ? "number" : "text" };
      }),
    );
  }
  return { file: "样表.xlsx", name: null, hidden: false, rows: merged(rows), ...more };
}

/** Merged cells show the text of their first, through chains of `<` and `^`. */
function merged(rows: readonly (readonly Cell[])[]): Cell[][] {
  const first = (row: number, column: number): readonly [number, number] => {
    const of = rows[row - 1]?.[column - 1]?.of;
    return of === undefined ? [row, column] : first(of[0], of[1]);
  };
  return rows.map((cells, r) =>
    cells.map((cell, c): Cell => {
      if (cell.of === undefined) return cell;
      const of = first(r + 1, c + 1);
      const master = rows[of[0] - 1]?.[of[1] - 1];
      return { text: master?.text ?? "", kind: master?.kind ?? "text", of };
    }),
  );
}

export const field = (
  id: string,
  zh: string,
  unit: string,
  as: FieldDescription["as"],
  more: Partial<FieldDescription> = {},
): FieldDescription => ({
  id,
  label: { zh, en: id },
  also: [],
  unit,
  as,
  required: false,
  signed: false,
  samePeriodOf: null,
  codes: [],
  number: { numeric: as === "rate" ? "ratio" : "exact" },
  ...more,
});

const base: Omit<FormDescription, "id" | "label" | "fields" | "every"> = {
  like: null,
  input: "own_copy",
  months: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  subject: { register: "enterprise", label: { zh: "企业", en: "Enterprises" }, code: "uscc" },
  matchedBy: ["code"],
  mark: null,
  consent: null,
  checks: [],
};

/** Monthly, cumulative, with the same period of last year. */
export const OUTPUT: FormDescription = {
  ...base,
  id: "output_copy",
  label: { zh: "产销总值(企业自留底)", en: "Output and sales" },
  like: "B204-1",
  every: "month",
  fields: [
    field("gross_output", "工业总产值", "千元", "cumulative", {
      also: ["工业总产值(当年价格)", "现价工业总产值", "B204-1.01"],
      required: true,
    }),
    field("gross_output_prior", "工业总产值上年同期", "千元", "cumulative", { samePeriodOf: "gross_output" }),
    field("sales_output", "工业销售产值", "千元", "cumulative", { also: ["B204-1.03"] }),
    field("export_value", "出口交货值", "千元", "cumulative", { also: ["其中:出口交货值", "B204-1.04"] }),
  ],
};

/** Yearly, many items with codes. */
export const FINANCE: FormDescription = {
  ...base,
  id: "finance_copy",
  label: { zh: "财务状况年报(企业自留底)", en: "Annual finance" },
  like: "B103-1",
  every: "year",
  months: [12],
  fields: [
    field("revenue", "营业收入", "千元", "flow", { also: ["一、营业收入", "301"], required: true }),
    field("operating_cost", "营业成本", "千元", "flow", { also: ["减:营业成本", "307"] }),
    field("total_profit", "利润总额", "千元", "flow", {
      also: ["三、利润总额", "利润总额(损失以“-”号记)", "327"],
      signed: true,
    }),
    field("inventories", "存货", "千元", "stock", { also: ["205"] }),
    field("staff", "平均用工人数", "人", "mean"),
  ],
};

/** Records of a department: monthly flows, found by code or name. */
export const POWER: FormDescription = {
  ...base,
  id: "power_records",
  label: { zh: "企业用电量(供电公司提供)", en: "Electricity used" },
  input: "records",
  every: "month",
  months: [1, ...base.months],
  matchedBy: ["code", "name"],
  fields: [
    field("electricity_used", "用电量", "kWh", "flow", { also: ["用电量合计", "售电量"], required: true }),
  ],
};

export const FORMS: readonly FormDescription[] = [OUTPUT, FINANCE, POWER];

export interface ReadSheet {
  readonly tables: readonly FoundTable[];
  readonly recognitions: readonly Recognition[];
  readonly rows: readonly ReadRow[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedRow[];
}

/** All three steps over sheets. */
export function readAll(
  sheets: readonly Sheet[],
  context: ReadContext = {},
  remembered: readonly Matching[] = [],
  forms: readonly FormDescription[] = FORMS,
): ReadSheet {
  const tables = sheets.flatMap((s) => findTables(s));
  const recognitions = recognise(tables, forms, remembered, context.sender);
  const rows: ReadRow[] = [];
  const findings: Finding[] = recognitions.flatMap((r) => r.findings);
  const skipped: SkippedRow[] = [];
  for (const [i, table] of tables.entries()) {
    const recognition = recognitions[i];
    const form = forms.find((f) => f.id === recognition?.form);
    if (!recognition || !form) continue;
    const read = readRows(table, recognition, form, context);
    rows.push(...read.rows);
    findings.push(...read.findings);
    skipped.push(...read.skipped);
  }
  return { tables, recognitions, rows, findings, skipped };
}

const NUMBER_OF = new Map(Array.from({ length: 40 }, (_, n) => [uscc(n), String(n)]));

/** `1 2024-01..05 gross_output=1200000`: a row in one line, values in the store's integers, missing ones by their reason. */
export const rowText = (row: ReadRow): string => {
  const who = row.subject === null ? (row.subjectName ?? "?") : (NUMBER_OF.get(row.subject) ?? row.subject);
  const cells = [...row.cells].map(
    ([id, c]) => `${id}=${c.value === null ? (c.missing ?? "") : String(c.value)}`,
  );
  return [who, row.period === null ? "?" : formatPeriod(row.period), ...cells].join(" ");
};

/** `C5 LZ8111`: a finding by its cell; notes about columns that are nothing of the form left out. */
export const findingsText = (findings: readonly Finding[]): string[] =>
  findings
    .filter((f) => f.code !== "LZ8116")
    .map(
      (f) =>
        `${f.row === null ? "-" : f.column === null ? `row ${f.row}` : cellName(f.row, f.column)} ${f.code}`,
    );

export interface Example {
  readonly sheet: string;
  readonly name?: string;
  readonly context?: ReadContext;
  /** Rows as `firm period field=value`; 1 千元 is 100000 分. */
  readonly rows: readonly string[];
  /** Cells and codes of findings; absent: none. */
  readonly told?: readonly string[];
  /** `row reason`; absent: not compared. */
  readonly skipped?: readonly string[];
}

/** What is read of sheets, in the words of an example's expectations. */
export function outcomeOf(
  sheets: readonly Sheet[],
  context?: ReadContext,
): Required<Pick<Example, "rows" | "told" | "skipped">> {
  const read = readAll(sheets, context);
  return {
    rows: read.rows.map((r) => rowText(r)),
    told: findingsText(read.findings),
    skipped: read.skipped.map((s) => `${s.row} ${s.reason}`),
  };
}

/** What is read of an example. */
export const outcome = ({ sheet, name, context }: Example): ReturnType<typeof outcomeOf> =>
  outcomeOf([sheetOf(sheet, { name: name ?? null })], context);
