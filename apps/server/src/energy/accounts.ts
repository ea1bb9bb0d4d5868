/** GET /api/energy: accounts of the city and its places, the factors behind them, and the ledger of headroom. */
import type { EnergyAnswer, FigureData } from "@lianzhang/contract";
import type { Indicator, Parameter, ParameterValue } from "@lianzhang/definitions";
import { keyLabel, parameterEntry } from "@lianzhang/definitions";
import type { Figure } from "@lianzhang/engine";
import type { Core } from "@lianzhang/formula";
import { children } from "@lianzhang/formula";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf } from "../asked.ts";
import type { Context } from "../context.ts";
import {
  absent,
  codeLabel,
  figureData,
  figureValue,
  keyClassification,
  marksOf,
  reference,
} from "../present.ts";
import { hidesFirms } from "../sight/sight.ts";
import { listed, yearOf, years } from "./content.ts";

/** By where it stands, its park, and the unit on whose appraisal it counts. */
const KEYS = ["county", "park", "appraised_in"] as const;

const presenting = (context: Context) => ({ model: context.model, demo: context.instance.demo });

const shown = (context: Context, frame: Frame, i: Indicator, found: Figure | undefined): FigureData =>
  found === undefined
    ? absent(presenting(context), i, frame.period, "no_rows")
    : figureData(presenting(context), i, found);

interface Table {
  readonly total: readonly FigureData[];
  readonly rows: EnergyAnswer["places"][number]["rows"];
}

/** The indicators for the whole and by one key; places without any figure are left out. */
async function tableOf(
  context: Context,
  frame: Frame,
  columns: readonly Indicator[],
  key: string,
): Promise<Table> {
  const cell = (f: Figure): string | null => f.group.find((g) => g.key === key)?.code ?? null;
  const scope = frame.scope[0];
  const figures = await context.figures(
    frame,
    columns.map((c) => c.id),
    scope === undefined || scope.key === key ? [[], [key]] : [[scope.key], [scope.key, key]],
  );
  const inside = figures.filter(
    (f) => scope === undefined || f.group.some((g) => g.key === scope.key && g.code === scope.code),
  );
  const of = (code: string | null, i: Indicator): Figure | undefined =>
    (code === null && scope === undefined ? figures : inside).find(
      (f) =>
        f.indicator === i.id &&
        (code === null ? f.group.every((g) => g.key !== key || g.key === scope?.key) : cell(f) === code) &&
        f.group.length ===
          (code === null ? (scope === undefined ? 0 : 1) : scope === undefined || scope.key === key ? 1 : 2),
    );
  const classification = keyClassification(context.model, key);
  const codes = [...new Set(inside.flatMap((f) => cell(f) ?? []))];
  const order = context.model.classifications.get(classification ?? "")?.codes.map((c) => c.code) ?? [];
  return {
    total: columns.map((i) => shown(context, frame, i, of(null, i))),
    rows: codes
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((code) => ({
        place: { code, label: codeLabel(context.model, classification, code) },
        figures: columns.map((i) => shown(context, frame, i, of(code, i))),
      }))
      .filter((r) => r.figures.some((f) => f.value.text !== null)),
  };
}

function parametersIn(core: Core, into: Set<string>): Set<string> {
  if (core.op === "parameter") into.add(core.parameter);
  for (const child of children(core)) parametersIn(child, into);
  return into;
}

/** The value that was in force before this one: of an earlier year or an earlier day. */
function beforeOf(parameter: Parameter, entry: ParameterValue): ParameterValue | null {
  const at = (v: ParameterValue): number => v.for?.to ?? v.since ?? -Infinity;
  return parameter.values
    .filter((v) => at(v) < at(entry))
    .reduce<ParameterValue | null>((best, v) => (best === null || at(v) > at(best) ? v : best), null);
}

const FACTOR_DECIMALS = 4;

/** Every factor of the accounts with its document and dates. */
function factorsOf(context: Context, frame: Frame): EnergyAnswer["factors"] {
  const ids = new Set<string>();
  for (const i of listed(context, "firm")) if (i.body !== null) parametersIn(i.body, ids);
  return [...ids].flatMap((id) => {
    const parameter = context.model.parameters.get(id);
    const entry = parameter && parameterEntry(parameter, frame.period, frame.known);
    if (!parameter || !entry) return [];
    const type = { ...parameter.type, decimals: FACTOR_DECIMALS };
    const before = beforeOf(parameter, entry);
    return [
      {
        label: parameter.label,
        value: figureValue(entry.value, type),
        source: entry.source,
        since: entry.since === null ? null : formatDay(entry.since),
        of: entry.for === null ? null : formatPeriod(entry.for),
        published: entry.published === null ? null : formatDay(entry.published),
        before: before === null ? null : { value: figureValue(before.value, type), source: before.source },
        assumed: parameter.assumed,
      },
    ];
  });
}

async function headroomOf(context: Context, frame: Frame): Promise<EnergyAnswer["headroom"]> {
  const columns = listed(context, "headroom");
  const key = columns[0]?.by[0];
  if (key === undefined) return null;
  // the ledger is of units: it has no scope of firms
  const table = await tableOf(context, { ...frame, scope: [] }, columns, key);
  return {
    columns: columns.map((c) => c.label),
    total: table.total,
    rows: table.rows,
    marks: columns.flatMap((c) => marksOf(context.model, context.instance.demo, c)).includes("demo")
      ? ["demo"]
      : [],
  };
}

export async function energyAccounts(context: Context, asked: Frame): Promise<EnergyAnswer> {
  const frame = yearOf(context, asked);
  const columns = listed(context, "total");
  const keys = KEYS.filter((key) => columns.some((c) => c.by.includes(key)));
  const tables = await Promise.all(keys.map((key) => tableOf(context, frame, columns, key)));
  return {
    asOf: asOfOf(context, frame),
    periods: years(context).map(formatPeriod),
    totals: tables[0]?.total ?? [],
    columns: columns.map((c) => c.label),
    places: keys.map((key, i) => ({
      key: reference(key, keyLabel(context.model, key)),
      rows: tables[i]?.rows ?? [],
    })),
    factors: factorsOf(context, frame),
    headroom: await headroomOf(context, frame),
    limited: hidesFirms(context.sight),
  };
}
