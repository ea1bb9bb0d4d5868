/** GET /api/enterprises/:code: attributes over time, chains, figures, series, returns with their files. */
import type { Enterprise, FigureData, ReturnRow, Spell } from "@lianzhang/contract";
import type { Attribute, Form, Indicator } from "@lianzhang/definitions";
import { withIndicators } from "@lianzhang/engine";
import type { Label, Month, SqlValue } from "@lianzhang/kernel";
import {
  attributeColumn,
  FACT,
  factTable,
  FOREVER,
  formatDay,
  formatMonth,
  formatPeriod,
  formatValue,
  MEMBER,
  membershipTable,
  monthOfYear,
  NO_END,
  quote,
  SPELL,
  spellTable,
  SUBMISSION_TABLE,
  subjectTable,
  textLiteral,
} from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import { noFirm } from "../errors.ts";
import { firmColumns, REGISTER } from "../firms.ts";
import { absent, codeLabel, figureData, reference, same } from "../present.ts";
import { hides } from "../sight/sight.ts";
import { seriesPeriods } from "../timeline.ts";
import { sinceFirst } from "./indicators.ts";

const MOST_RETURNS = 120;
const SERIES_INDICATORS = 3;
const SERIES_PERIODS = 8;

const number = (v: SqlValue | undefined): number => Number(v ?? 0);
const monthText = (v: SqlValue | undefined): string | null =>
  typeof v !== "bigint" || Number(v) >= NO_END || Number(v) <= 0 ? null : formatMonth(Number(v));

function valueLabel(context: Context, attribute: Attribute, v: SqlValue): Label | null {
  if (v === null) return null;
  const { type } = attribute;
  switch (type.kind) {
    case "code":
      return codeLabel(context.model, type.classification, String(v));
    case "boolean":
      return v === true ? { zh: "是", en: "Yes" } : { zh: "否", en: "No" };
    case "number":
      return typeof v === "bigint"
        ? { zh: formatValue(v, type.type), en: formatValue(v, type.type, { language: "en" }) }
        : same(String(v));
    case "date":
      return same(typeof v === "bigint" ? formatDay(Number(v)) : String(v));
    case "subject":
    case "text":
      return hides(context.sight, String(v)) ? null : same(String(v));
  }
}

/** Spells of one attribute: neighbouring rows with the same value are one. */
function spellsOf(
  context: Context,
  attribute: Attribute,
  rows: readonly (readonly SqlValue[])[],
  index: number,
): Spell[] {
  const out: { value: SqlValue; since: SqlValue; until: SqlValue }[] = [];
  for (const row of rows) {
    const [value, since, until] = [row[index + 2] ?? null, row[0] ?? null, row[1] ?? null];
    const last = out.at(-1);
    if (last && last.value === value && last.until === since) last.until = until;
    else out.push({ value, since, until });
  }
  return out.map((s) => ({
    attribute: attribute.id,
    label: attribute.label,
    value: valueLabel(context, attribute, s.value),
    since: monthText(s.since),
    until: monthText(s.until),
    holder: context.model.holders.get(attribute.holder)?.label ?? null,
  }));
}

interface Firm {
  readonly id: number;
  readonly code: string;
  readonly spells: readonly (readonly SqlValue[])[];
  readonly attributes: readonly Attribute[];
}

async function firmOf(context: Context, code: string): Promise<Firm> {
  const attributes = [...(context.model.registers.get(REGISTER)?.attributes.values() ?? [])];
  const found = context.model.registers.has(REGISTER)
    ? await context.runner.query(
        `SELECT subject::BIGINT FROM ${quote(subjectTable(REGISTER))} WHERE code = ${textLiteral(code)} ORDER BY subject`,
      )
    : { rows: [] };
  const id = found.rows[0]?.[0];
  if (typeof id !== "bigint") throw noFirm(code);
  const columns = [
    `${quote(SPELL.since)}::BIGINT`,
    `${quote(SPELL.until)}::BIGINT`,
    ...attributes.map((a) => quote(attributeColumn(a.id))),
  ];
  const { rows } = await context.runner.query(
    `SELECT ${columns.join(", ")} FROM ${quote(spellTable(REGISTER))} WHERE ${quote(SPELL.subject)} = ${id} ORDER BY ${quote(SPELL.since)}`,
  );
  return { id: Number(id), code, spells: rows, attributes };
}

const at = (firm: Firm, attribute: string, month: Month): SqlValue => {
  const index = firm.attributes.findIndex((a) => a.id === attribute);
  const spell = firm.spells.find((s) => number(s[0]) <= month && number(s[1]) > month) ?? firm.spells.at(-1);
  return index < 0 ? null : (spell?.[index + 2] ?? null);
};

async function memberships(context: Context, firm: Firm): Promise<Enterprise["memberships"][number][]> {
  const out: Enterprise["memberships"][number][] = [];
  for (const m of context.model.memberships.values()) {
    if (m.register !== REGISTER) continue;
    const { rows } = await context.runner.query(
      `SELECT ${quote(MEMBER.code)}, ${quote(MEMBER.primary)}, ${quote(MEMBER.share)}::BIGINT, ${quote(MEMBER.since)}::BIGINT, ${quote(MEMBER.until)}::BIGINT FROM ${quote(membershipTable(m.id))} WHERE ${quote(MEMBER.subject)} = ${firm.id} ORDER BY ${quote(MEMBER.since)}, ${quote(MEMBER.code)}`,
    );
    for (const [code, primary, share, since, until] of rows)
      out.push({
        membership: reference(m.id, m.label),
        code: String(code),
        label: codeLabel(context.model, m.classification, String(code)),
        primary: primary === true,
        share: m.count === "share" && typeof share === "bigint" ? String(Number(share) / 100) : null,
        since: monthText(since),
        until: monthText(until),
      });
  }
  return out;
}

/** Months the form expected a return for and none is there; only where its condition is one flag of the register. */
function missingReturns(context: Context, firm: Firm, form: Form, seen: ReadonlySet<number>): ReturnRow[] {
  const { monthly } = context.instance.timeline;
  const condition = form.expected;
  if (form.every !== "month" || monthly === null || condition?.op !== "flag") return [];
  const out: ReturnRow[] = [];
  for (let m = Math.max(monthly.from, monthly.to - 23); m <= monthly.to; m++) {
    const member = firm.spells.some((s) => number(s[0]) <= m && number(s[1]) > m);
    if (
      !member ||
      seen.has(m) ||
      !form.months.includes(monthOfYear(m)) ||
      at(firm, condition.attribute, m) !== true
    )
      continue;
    out.push({
      form: reference(form.id, form.label),
      period: formatMonth(m),
      state: "missing",
      file: null,
      row: null,
      received: null,
    });
  }
  return out;
}

async function returnsOf(context: Context, firm: Firm): Promise<ReturnRow[]> {
  const all: { readonly row: ReturnRow; readonly to: number }[] = [];
  for (const form of context.model.forms.values()) {
    if (form.subject !== REGISTER) continue;
    const { rows } = await context.runner.query(
      `SELECT f.${quote(FACT.from)}::BIGINT, f.${quote(FACT.to)}::BIGINT, f.${quote(FACT.knownFrom)}::BIGINT, f.${quote(FACT.row)}::BIGINT, s.file,
         count(*) OVER (PARTITION BY f.${quote(FACT.from)}, f.${quote(FACT.to)})::BIGINT, f.${quote(FACT.knownTo)}::BIGINT
       FROM ${quote(factTable(form.id))} f LEFT JOIN ${quote(SUBMISSION_TABLE)} s ON s.id = f.${quote(FACT.submission)}
       WHERE f.${quote(FACT.subject)} = ${firm.id} ORDER BY 2 DESC, 3 DESC, 4`,
    );
    const seen = new Set<number>();
    for (const [from, to, known, line, file, versions, until] of rows) {
      seen.add(number(to));
      if (number(until) < FOREVER) continue;
      const shown =
        form.every === "month"
          ? formatMonth(number(to))
          : formatPeriod({ from: number(from), to: number(to) });
      all.push({
        to: number(to),
        row: {
          form: reference(form.id, form.label),
          period: shown,
          state: number(versions) > 1 ? "restated" : "reported",
          file: file === null ? null : String(file),
          row: number(line),
          received: formatDay(number(known)),
        },
      });
    }
    for (const row of missingReturns(context, firm, form, seen))
      all.push({ row, to: monthNumber(row.period) });
  }
  return all
    .toSorted((a, b) => b.to - a.to || (a.row.form.id < b.row.form.id ? -1 : 1))
    .slice(0, MOST_RETURNS)
    .map((x) => x.row);
}

const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;

/** Row indicators of one firm for one period, from the figures of all firms, which are computed once. */
async function figuresOf(
  context: Context,
  frame: Frame,
  columns: readonly Indicator[],
  firm: { readonly code: string; readonly name: string },
): Promise<FigureData[]> {
  const model = withIndicators(context.model, columns);
  const all = await context.figures(
    frame,
    columns.map((c) => c.id),
    [[]],
    model,
  );
  const own = new Map(all.filter((f) => f.subject === firm.code).map((f) => [f.indicator, f]));
  const p = { model: context.model, demo: context.instance.demo };
  return columns.map((c) => {
    const f = own.get(c.id);
    return f ? figureData(p, c, f, firm) : { ...absent(p, c, frame.period, "not_a_member"), subject: firm };
  });
}

export async function enterprise(context: Context, code: string, frame: Frame): Promise<Enterprise> {
  if (hides(context.sight, code)) throw noFirm(code);
  const firm = await firmOf(context, code);
  const named = at(firm, "name", frame.period.to);
  const who = { code, name: typeof named === "string" ? named : code };
  const columns = firmColumns(context);
  const charted = columns.slice(0, SERIES_INDICATORS);
  const earlier: FigureData[][] = [];
  for (const period of seriesPeriods(context.instance.timeline, frame.period, SERIES_PERIODS))
    earlier.push(await figuresOf(context, { ...frame, period }, columns, who));
  return {
    asOf: asOfOf(context, frame),
    ...who,
    marks: context.instance.demo ? ["demo"] : [],
    attributes: firm.attributes.flatMap((a, i) => spellsOf(context, a, firm.spells, i)),
    memberships: await memberships(context, firm),
    figures: await figuresOf(context, frame, columns, who),
    series: charted.map((i, n) => ({
      indicator: reference(i.id, i.label),
      figures: sinceFirst(earlier.flatMap((e) => e[n] ?? [])),
    })),
    returns: await returnsOf(context, firm),
  };
}
