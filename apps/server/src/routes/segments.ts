/** Segments of a chain: their members, what they make, and for whom that tells of one firm. */
import type { SegmentRow } from "@lianzhang/contract";
import type { Chain, Model, Segment } from "@lianzhang/definitions";
import { checked, quote, textLiteral } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import type { Context } from "../context.ts";
import type { FirmTable } from "../firms.ts";
import { REGISTER } from "../firms.ts";
import { outputIndicator, rowOutput } from "../output-indicator.ts";
import { codeLabel, figureData } from "../present.ts";
import { leastFirms, tellsOf, withheldOf } from "../sight/shown.ts";
import { hides, hidesFirms } from "../sight/sight.ts";

/** The code under which firms belong to the chain. */
export const chainCode = (chain: Chain): string => chain.industry ?? chain.id;

/** Industry codes that propose a segment, with everything under them. */
export function codesOf(model: Model, table: FirmTable, segment: Segment): string[] {
  const codes = model.classifications.get(table.classifications.get("industry") ?? "")?.codes ?? [];
  const found = new Set(segment.codes);
  for (const c of codes) if (c.parent !== null && found.has(c.parent)) found.add(c.code);
  return [...found];
}

export interface SegmentCount {
  readonly members: number;
  readonly used: number;
  readonly output: bigint | null;
  /** Firms with output, by code: asked only for those who do not see every firm. */
  readonly firms: readonly string[];
}

const NO_FIRMS: SegmentCount = { members: 0, used: 0, output: null, firms: [] };

async function producing(context: Context, inside: string): Promise<readonly string[]> {
  const { rows } = await context.runner.query(`SELECT code FROM ${inside} ORDER BY code`);
  return rows.map(([code]) => String(code));
}

/** Members of the chain whose industry code proposes the segment, and their output. */
async function segmentCount(
  context: Context,
  table: FirmTable | null,
  chain: Chain,
  segment: Segment,
): Promise<SegmentCount> {
  if (table === null || segment.codes.length === 0) return NO_FIRMS;
  const column = table.columns.findIndex(
    (c) => c.id === rowOutput(context.model, outputIndicator(context.model))?.id,
  );
  const value =
    column < 0 ? "NULL::HUGEINT, 0::BIGINT" : `sum("v${column}")::HUGEINT, count("v${column}")::BIGINT`;
  const codes = codesOf(context.model, table, segment).map(textLiteral).join(", ");
  const inside = `${table.name} WHERE chain = ${textLiteral(chainCode(chain))} AND ${quote("industry")} IN (${codes})`;
  const { rows } = await context.runner.query(`SELECT count(*)::BIGINT, ${value} FROM ${inside} ORDER BY 1`);
  const [members, sum, used] = rows[0] ?? [];
  return {
    members: Number(members ?? 0),
    used: Number(used ?? 0),
    output: typeof sum === "bigint" ? checked(sum) : null,
    firms:
      column < 0 || !hidesFirms(context.sight)
        ? []
        : await producing(context, `${inside} AND "v${column}" <> 0`),
  };
}

export const segmentCounts = (
  context: Context,
  frame: Frame,
  table: FirmTable | null,
  chain: Chain,
): Promise<Map<string, SegmentCount>> =>
  context.once(`segments|${table?.name ?? ""}|${frame.known ?? ""}|${chain.id}`, async () => {
    const out = new Map<string, SegmentCount>();
    for (const s of chain.segments.values()) out.set(s.id, await segmentCount(context, table, chain, s));
    return out;
  });

/** Segments whose output would tell the viewer of one firm outside; all of firms outside where the chain's is withheld. */
export function withheldSegments(
  context: Context,
  frame: Frame,
  counts: ReadonlyMap<string, SegmentCount>,
  chain: boolean,
): ReadonlySet<string> {
  const { sight, model } = context;
  if (!hidesFirms(sight)) return new Set();
  const least = leastFirms(model, frame);
  const cells = [...counts].map(([id, { firms }], at) => ({
    id,
    at,
    outside: firms.filter((code) => hides(sight, code)).length,
    tells: tellsOf(sight, { register: REGISTER, single: false, subjects: firms }, least),
  }));
  const told = chain ? cells.filter((c) => c.outside > 0) : withheldOf(cells, least);
  return new Set(told.map((c) => c.id));
}

export function segmentRow(
  context: Context,
  frame: Frame,
  table: FirmTable | null,
  s: Segment,
  count: SegmentCount | undefined,
  withheld: boolean,
): SegmentRow {
  const { model } = context;
  const industry = table?.classifications.get("industry") ?? "industry";
  const output = rowOutput(model, outputIndicator(model));
  const members = count?.members ?? 0;
  const figure = output && {
    indicator: output.id,
    period: frame.period,
    subject: null,
    group: [],
    value: count?.output ?? null,
    reason: count?.output == null ? (members === 0 ? ("no_rows" as const) : ("not_reported" as const)) : null,
    counters: {
      population: members,
      expected: members,
      reported: count?.used ?? 0,
      used: count?.used ?? 0,
      unknown: 0,
    },
    additive: false,
  };
  const shown =
    figure && withheld ? { ...figure, value: null, reason: "withheld" as const, counters: null } : figure;
  return {
    id: s.id,
    label: s.label,
    stage: s.stage,
    codes: s.codes.map((code) => ({ code, label: codeLabel(model, industry, code) })),
    feeds: s.feeds,
    directions: s.directions,
    members,
    output: output && shown ? figureData({ model, demo: context.instance.demo }, output, shown) : null,
  };
}
