/** GET /api/overview: where the targets stand, the six industries, the tiles, what moved, who has reported. */
import type { Arithmetic, IndustryRow, Overview, TargetRow, Tile } from "@lianzhang/contract";
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Figure, TargetResult } from "@lianzhang/engine";
import { changesByPoints, neededAYear } from "@lianzhang/engine";
import { monthOfYear, nearest, yearOf } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf, figuresIn, present, sameCell } from "../asked.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { chainCodes, growthIndicator, outputIndicator } from "../output-indicator.ts";
import {
  absent,
  changeValue,
  codeLabel,
  figureValue,
  keyClassification,
  reference,
  typeOf,
} from "../present.ts";
import { moved } from "./moved.ts";
import { reporting } from "./reporting.ts";
import { chainCode } from "./segments.ts";
import { targetRows } from "./targets.ts";

const isLevel = (i: Indicator | undefined): i is Indicator =>
  i !== undefined &&
  i.unit.dimension["money[CNY]"] === 1 &&
  Object.keys(i.unit.dimension).length === 1 &&
  !changesByPoints(i);

/** Years from the last complete year to the target's. */
function yearsLeft(frame: Frame, by: number): number {
  const last = monthOfYear(frame.period.to) === 12 ? yearOf(frame.period.to) : yearOf(frame.period.to) - 1;
  return by - last;
}

interface Candidate {
  readonly target: TargetResult;
  readonly indicator: Indicator;
  readonly bound: bigint;
  readonly now: Figure;
}

/** Money targets that are still ahead and have a figure, largest bound first. */
function candidates(context: Context, frame: Frame, results: readonly TargetResult[]): Candidate[] {
  const all = results.flatMap((target): Candidate[] => {
    const indicator = context.model.indicators.get(target.target.indicator ?? "");
    const { bound, figure } = target;
    if (
      !isLevel(indicator) ||
      bound === null ||
      figure === null ||
      figure.value === null ||
      yearsLeft(frame, target.target.by) <= 0
    )
      return [];
    return [{ target, indicator, bound, now: figure }];
  });
  return all.toSorted((a, b) =>
    a.bound > b.bound ? -1 : a.bound < b.bound ? 1 : a.target.target.order - b.target.target.order,
  );
}

/** The arithmetic of the largest money target, in published figures where the decision folder names them. */
async function arithmetic(
  context: Context,
  frame: Frame,
  results: readonly TargetResult[],
): Promise<Arithmetic | null> {
  const best = candidates(context, frame, results)[0];
  if (!best) return null;
  const named = context.instance.facts.arithmetic.get(best.target.target.id);
  const [published, growth] = [
    context.model.indicators.get(named?.figure ?? ""),
    context.model.indicators.get(named?.growth ?? ""),
  ];
  const figures = await figuresIn(
    context,
    { ...frame, scope: [] },
    [published, growth].filter((i) => i !== undefined),
  );
  const there =
    published && isLevel(published) && published.unit.text === best.indicator.unit.text
      ? figures.get(published.id)
      : undefined;
  const [indicator, now] =
    published && there && there.value !== null ? [published, there] : [best.indicator, best.now];
  const growthFigure = indicator === published && growth ? figures.get(growth.id) : undefined;
  const years = yearsLeft(frame, best.target.target.by);
  return {
    label: indicator.label,
    target: best.target.target.id,
    now: present(context, frame, indicator, now),
    growth: growth && growthFigure ? present(context, frame, growth, growthFigure) : null,
    growthValue:
      growth && growthFigure
        ? figureValue(growthFigure.value, typeOf(growth), growthFigure.reason)
        : best.target.achieved === null
          ? null
          : changeValue(best.target.achieved, false),
    bound: figureValue(best.bound, typeOf(best.indicator)),
    by: best.target.target.by,
    years,
    needed: changeValue(now.value === null ? null : neededAYear(now.value, best.bound, years, false), false),
  };
}

function industries(context: Context, targets: readonly TargetRow[]): IndustryRow[] {
  const { model } = context;
  return [...model.chains.values()].flatMap((chain): IndustryRow[] => {
    const row = targets.find((t) => {
      const indicator = model.indicators.get(t.indicator?.id ?? "");
      const codes = indicator ? chainCodes(indicator) : [];
      return isLevel(indicator) && codes.length === 1 && codes[0] === chainCode(chain);
    });
    const bound = row?.bound.value;
    if (!row || !row.now || !bound) return [];
    return [
      {
        id: chain.id,
        label: industryLabel(model, chainCode(chain)) ?? chain.label,
        chain: chain.id,
        target: row.id,
        by: row.by,
        now: row.now,
        bound,
        expectedNow: row.expectedNow,
        growth: null,
        needed: row.needed,
        status: row.status,
      },
    ];
  });
}

const industryLabel = (model: Model, code: string) =>
  [...model.memberships.values()]
    .map((m) => model.classifications.get(m.classification)?.codes.find((c) => c.code === code)?.label)
    .find((l) => l !== undefined);

/** Growth over each industry on the returned basis, from one run by chain. */
async function industryGrowth(
  context: Context,
  frame: Frame,
  rows: readonly IndustryRow[],
): Promise<IndustryRow[]> {
  const { model } = context;
  const growth = growthIndicator(model, outputIndicator(model));
  const key = [...model.memberships.values()].find((m) => m.primaryAs !== null)?.primaryAs ?? null;
  if (growth === null || key === null) return [...rows];
  const all = await context.figures(frame, [growth.id], [[key]]);
  return rows.map((r) => {
    const chain = model.chains.get(r.chain ?? "");
    const f = chain && all.find((x) => x.group[0]?.code === chainCode(chain));
    return f ? { ...r, growth: present(context, frame, growth, f) } : r;
  });
}

/** Indicators that can shade the tiles: measured, of groups, by county. */
const tileChoices = (model: Model): Indicator[] =>
  [...model.indicators.values()].filter((i) => i.of === null && i.body !== null && i.by.includes("county"));

async function tiles(context: Context, frame: Frame, asked: string | undefined): Promise<Overview["tiles"]> {
  const { model } = context;
  const choices = tileChoices(model);
  const growth = growthIndicator(model, outputIndicator(model));
  const preferred =
    asked === undefined
      ? (choices.find((i) => i.id === growth?.id) ??
        choices.find((i) => i.id === outputIndicator(model)?.id) ??
        choices[0])
      : choices.find((i) => i.id === asked);
  if (!preferred) {
    if (asked !== undefined)
      throw notFound(
        { zh: "可分县区的指标", en: "indicator by county" },
        asked,
        nearest(
          asked,
          choices.map((c) => c.id),
        ),
      );
    return { indicator: "", choices: [], tiles: [] };
  }
  const keys = ["county", ...(preferred.by.includes("park") ? ["park"] : [])];
  const all = await context.figures(
    frame,
    [preferred.id],
    keys.map((k) => [k]),
  );
  const out = keys.flatMap((key): Tile[] => {
    const classification = keyClassification(model, key);
    const codes = model.classifications.get(classification ?? "")?.codes ?? [];
    return codes.flatMap((code, n): Tile[] => {
      const place = context.instance.facts.tiles.get(`${key}:${code.code}`);
      if (key === "park" && !place) return [];
      const f = all.find((x) => x.group[0]?.key === key && x.group[0].code === code.code);
      const group = [{ key, kind: "attribute" as const, code: code.code }];
      const figure = f
        ? present(context, frame, preferred, f)
        : absent({ model, demo: context.instance.demo }, preferred, frame.period, "no_rows", group);
      return [
        {
          code: code.code,
          label: codeLabel(model, classification, code.code),
          kind: key === "county" ? "county" : "unit",
          x: place?.x ?? n % 3,
          y: place?.y ?? Math.floor(n / 3),
          scope: `${key}:${code.code}`,
          figure,
        },
      ];
    });
  });
  return { indicator: preferred.id, choices: choices.map((i) => reference(i.id, i.label)), tiles: out };
}

/** What the scope itself makes: output, growth, and each industry's output there. */
async function scoped(
  context: Context,
  frame: Frame,
  rows: readonly IndustryRow[],
): Promise<Overview["scoped"]> {
  const { model } = context;
  const cell = frame.scope[0];
  if (!cell) return null;
  const output = outputIndicator(model);
  const asked = [
    output,
    growthIndicator(model, output),
    ...rows.map((r) => model.indicators.get(r.now.indicator)),
  ];
  const indicators = asked.filter((i) => i !== undefined && i !== null);
  const figures = await figuresIn(context, frame, indicators);
  return {
    label: codeLabel(model, keyClassification(model, cell.key), cell.code),
    figures: indicators.flatMap((i) => {
      const f = figures.get(i.id);
      return f && sameCell(f.group, frame.scope) ? [present(context, frame, i, f)] : [];
    }),
  };
}

function countsOf(targets: readonly TargetRow[]): Overview["counts"] {
  const quantified = targets.filter((t) => t.bound.kind !== "qualitative");
  const count = (status: TargetRow["status"]): number => quantified.filter((t) => t.status === status).length;
  return {
    met: count("met"),
    on_course: count("on_course"),
    behind: count("behind"),
    will_miss: count("will_miss"),
    no_data: count("no_data"),
  };
}

export async function overview(context: Context, frame: Frame, tile: string | undefined): Promise<Overview> {
  const targets = await targetRows(context, frame);
  const rows = industries(context, targets);
  return {
    asOf: asOfOf(context, frame),
    counts: countsOf(targets),
    arithmetic: await arithmetic(context, frame, await context.targets(frame)),
    scoped: await scoped(context, frame, rows),
    industries: await industryGrowth(context, frame, rows),
    tiles: await tiles(context, frame, tile),
    moved: await moved(context, frame),
    reporting: await reporting(context, frame),
    targets,
  };
}
