/** GET /api/chains and /api/chains/:id. */
import type { ChainAnswer, ChainRow, Chains, FigureData } from "@lianzhang/contract";
import type { Chain, Indicator, Model } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { SqlValue } from "@lianzhang/kernel";
import { nearest } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf, present } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import type { FirmTable } from "../firms.ts";
import { firmTable } from "../firms.ts";
import { chainCodes, chainKey, growthIndicator, outputIndicator } from "../output-indicator.ts";
import { absent, clauseReference, reference } from "../present.ts";
import { seriesPeriods } from "../timeline.ts";
import { hidesFirms } from "../sight/sight.ts";
import { columnOf, firmRows } from "./enterprises.ts";
import { sinceFirst } from "./indicators.ts";
import { chainCode, codesOf, segmentCounts, segmentRow, withheldSegments } from "./segments.ts";
import { targetRows } from "./targets.ts";

const MOST_MEMBERS = 200;

async function counts(
  context: Context,
  table: FirmTable | null,
  of: (rows: readonly (readonly SqlValue[])[]) => Map<string, number>,
): Promise<Map<string, number>> {
  if (table === null) return new Map();
  const { rows } = await context.runner.query(
    `SELECT chain, count(*)::BIGINT FROM ${table.name} WHERE chain IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  return of(rows);
}
const byCode = (rows: readonly (readonly SqlValue[])[]): Map<string, number> =>
  new Map(rows.map(([code, n]) => [String(code), Number(n)]));

/** Figures of an indicator by chain, and of the whole. */
async function byChain(
  context: Context,
  frame: Frame,
  indicator: Indicator | null,
): Promise<{ readonly total: Figure | null; readonly of: (chain: Chain) => Figure | null }> {
  const key = chainKey(context.model);
  if (indicator === null || key === null) return { total: null, of: () => null };
  const all = await context.figures(frame, [indicator.id], [[], [key]]);
  return {
    total: all.find((f) => f.group.length === 0) ?? null,
    of: (chain) => all.find((f) => f.group.length === 1 && f.group[0]?.code === chainCode(chain)) ?? null,
  };
}

async function chainRow(
  context: Context,
  frame: Frame,
  chain: Chain,
  table: FirmTable | null,
  members: ReadonlyMap<string, number>,
): Promise<ChainRow> {
  const { model } = context;
  const output = outputIndicator(model);
  const growth = growthIndicator(model, output);
  const shown = (i: Indicator | null, f: Figure | null): FigureData | null =>
    i === null
      ? null
      : f === null
        ? absent({ model, demo: context.instance.demo }, i, frame.period, "no_rows")
        : present(context, frame, i, f);
  const segments = await segmentCounts(context, frame, table, chain);
  return {
    id: chain.id,
    label: chain.label,
    clause: clauseReference(model, chain.clause) ?? { id: chain.clause, heading: "" },
    lane: chain.lane === null ? null : reference(chain.lane, laneLabel(model, chain.lane)),
    members: members.get(chainCode(chain)) ?? 0,
    segments: chain.segments.size,
    emptySegments: [...segments.values()].filter((s) => s.members === 0).length,
    output: shown(output, (await byChain(context, frame, output)).of(chain)),
    growth: growth === null ? null : shown(growth, (await byChain(context, frame, growth)).of(chain)),
    marks: chain.assumed ? ["assumed"] : [],
  };
}

const laneLabel = (model: Model, lane: string) => {
  const found = [...model.classifications.values()].find((c) =>
    c.codes.some((x) => x.code === lane || x.id === lane),
  );
  return found?.codes.find((x) => x.code === lane || x.id === lane)?.label;
};

/** The city says it has 14 key chains; those without a published name are counted, not invented. */
const unnamed = (model: Model): number => {
  const carrier = model.parameters.get("key_chains");
  const value = carrier?.values.at(-1)?.value;
  if (value === undefined || carrier === undefined) return 0;
  const total = carrier.type.numeric === "ratio" ? value / 100_000_000n : value;
  return Math.max(0, Number(total) - model.chains.size);
};

export async function chains(context: Context, frame: Frame): Promise<Chains> {
  const table = await firmTable(context, frame);
  const members = await counts(context, table, byCode);
  const rows: ChainRow[] = [];
  for (const chain of context.model.chains.values())
    rows.push(await chainRow(context, frame, chain, table, members));
  const output = outputIndicator(context.model);
  const { total } = await byChain(context, frame, output);
  return {
    asOf: asOfOf(context, frame),
    chains: rows,
    unnamed: unnamed(context.model),
    total: output && total ? present(context, frame, output, total) : null,
  };
}

async function chainSeries(context: Context, frame: Frame, chain: Chain): Promise<FigureData[]> {
  const output = outputIndicator(context.model);
  if (output === null) return [];
  const out: FigureData[] = [];
  for (const period of seriesPeriods(context.instance.timeline, frame.period, 12)) {
    const at = { ...frame, period };
    const f = (await byChain(context, at, output)).of(chain);
    out.push(
      f
        ? present(context, at, output, f)
        : absent({ model: context.model, demo: context.instance.demo }, output, period, "no_rows"),
    );
  }
  return sinceFirst(out);
}

export async function chain(context: Context, id: string, frame: Frame): Promise<ChainAnswer> {
  const { model } = context;
  const found = model.chains.get(id);
  if (!found) throw notFound({ zh: "产业链", en: "chain" }, id, nearest(id, model.chains.keys()));
  const table = await firmTable(context, frame);
  const segments = await segmentCounts(context, frame, table, found);
  const targets = await targetRows(context, frame);
  const own = [...model.targets.values()].find((t) => {
    const i = model.indicators.get(t.indicator ?? "");
    return i !== undefined && chainCodes(i).length === 1 && chainCodes(i)[0] === chainCode(found);
  });
  const firms =
    table === null
      ? []
      : await firmRows(
          context,
          table,
          { ...frame, scope: [] },
          { chain: chainCode(found) },
          { limit: MOST_MEMBERS, offset: 0 },
        );
  const fits = [...found.segments.values()].map((s) => ({
    id: s.id,
    codes: new Set(table === null ? [] : codesOf(model, table, s)),
  }));
  const row = await chainRow(context, frame, found, table, await counts(context, table, byCode));
  const withheld = withheldSegments(context, frame, segments, row.output?.value.reason === "withheld");
  return {
    asOf: asOfOf(context, frame),
    chain: row,
    products: found.products,
    segments: [...found.segments.values()].map((s) =>
      segmentRow(context, frame, table, s, segments.get(s.id), withheld.has(s.id)),
    ),
    series: await chainSeries(context, frame, found),
    target: targets.find((t) => t.id === own?.id) ?? null,
    columns: table === null ? [] : table.columns.map(columnOf),
    members: firms.map((firm) => ({
      firm,
      segments: fits
        .filter((s) => firm.industry !== null && s.codes.has(firm.industry.code))
        .map((s) => s.id),
    })),
    limited: hidesFirms(context.sight),
  };
}
