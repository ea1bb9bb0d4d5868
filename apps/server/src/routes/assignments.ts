/** GET /api/assignments: what documents ask of the city and its units for a year, and where each of it stands. */
import type { AssignmentRow, AssignmentsAnswer, AssignmentShare, FigureData } from "@lianzhang/contract";
import type { AssignedShare, Assignment, Indicator, Model } from "@lianzhang/definitions";
import { parameterValue } from "@lianzhang/definitions";
import type { Figure, TargetStanding } from "@lianzhang/engine";
import { assignedStanding, groupingKey, HARD_MULTIPLE, HARD_MULTIPLE_PARAMETER } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import {
  formatDay,
  formatPeriod,
  month,
  RATIO_ONE,
  shiftPeriod,
  yearOf,
  yearPeriod,
} from "@lianzhang/kernel";
import type { Frame } from "../asked.ts";
import { asOfOf, sameCell } from "../asked.ts";
import type { Context } from "../context.ts";
import {
  absent,
  boundText,
  clauseReference,
  figureData,
  figureValue,
  groupKeys,
  marksOf,
  reference,
  typeOf,
} from "../present.ts";

/** A line with the document it stands in. */
interface Asked {
  readonly share: AssignedShare;
  readonly document: Assignment;
}

const whatOf = ({ target, indicator }: AssignedShare): string => target ?? indicator;

const placeOf = (s: AssignedShare): string =>
  [whatOf(s), s.year, s.unit === null ? "" : `${s.unit.key}:${s.unit.code}`].join("|");

/** Lines in the order of their documents; of one target, year and unit the latest document's counts. */
function standing(documents: readonly Assignment[]): readonly Asked[] {
  const found = new Map<string, Asked>();
  for (const document of documents)
    for (const share of document.shares) found.set(placeOf(share), { share, document });
  return [...found.values()];
}

/** January to the frame's month of the year; the whole of a year that is over; null before it begins. */
function periodOf(frame: Frame, year: number): Period | null {
  const last = frame.period.to;
  if (yearOf(last) > year) return yearPeriod(year);
  return yearOf(last) < year ? null : { from: month(year, 1), to: last };
}

/** Figures of indicators in the city and in every cell that something is asked of, in one run. */
async function figuresOf(
  context: Context,
  frame: Frame,
  period: Period,
  shares: readonly AssignedShare[],
): Promise<(indicator: string, cell: Group) => Figure | undefined> {
  const ids = [...new Set(shares.map((s) => s.indicator))].filter(
    (id) => context.model.indicators.get(id)?.of === null,
  );
  const keys = [...new Set(shares.flatMap((s) => s.unit?.key ?? []))];
  const asked = { period, known: frame.known };
  const all = await context.figures(asked, ids, [[], ...keys.map((k) => [k])]);
  return (indicator, cell) =>
    all.find((f) => f.indicator === indicator && f.subject === null && sameCell(f.group, cell));
}

type Find = Awaited<ReturnType<typeof figuresOf>>;

/** The figures that a share is judged by; null: its year has not begun. */
interface Known {
  readonly period: Period;
  readonly now: Find;
  readonly before: Find;
  readonly lastYear: Find;
}

/** The cell of a grouping that a share is about; [] is the city. */
function cellOf(model: Model, { unit }: AssignedShare): Group {
  const key = unit === null ? null : groupingKey(model, unit.key);
  return unit === null || key === null ? [] : [{ ...key, code: unit.code }];
}

/** How often the change achieved must go into the one needed before it is 预计难以完成. */
function multipleAt(model: Model, asked: Pick<Frame, "period" | "known">): bigint {
  const found = parameterValue(model.parameters.get(HARD_MULTIPLE_PARAMETER), asked.period, asked.known);
  return found.ok ? found.value : HARD_MULTIPLE * RATIO_ONE;
}

function standingOf(model: Model, frame: Frame, known: Known, share: AssignedShare): TargetStanding {
  const indicator = indicatorOf(model, share);
  const cell = cellOf(model, share);
  return assignedStanding({
    share,
    indicator,
    pace: model.targets.get(share.target ?? "")?.pace ?? null,
    period: known.period,
    now: known.now(indicator.id, cell)?.value ?? null,
    before: known.before(indicator.id, cell)?.value ?? null,
    lastYear: known.lastYear(indicator.id, cell)?.value ?? null,
    multiple: multipleAt(model, { period: known.period, known: frame.known }),
  });
}

/** The figure reached; a grouping that does not exist for it says so. */
function reached(context: Context, known: Known, share: AssignedShare): FigureData {
  const { model } = context;
  const indicator = indicatorOf(model, share);
  const cell = cellOf(model, share);
  const p = { model, demo: context.instance.demo };
  const figure = known.now(indicator.id, cell);
  if (figure !== undefined) return figureData(p, indicator, figure);
  return absent(p, indicator, known.period, indicator.body === null ? "no_form" : "no_rows", cell);
}

function shareOut(
  context: Context,
  frame: Frame,
  known: Known | null,
  { share, document }: Asked,
): AssignmentShare {
  const { model } = context;
  const indicator = indicatorOf(model, share);
  const type = typeOf(indicator);
  const cell = cellOf(model, share);
  const stands = known === null ? null : standingOf(model, frame, known, share);
  const value = known?.now(indicator.id, cell)?.value ?? null;
  const { department } = share;
  return {
    unit: share.unit === null ? null : (groupKeys(model, cell)[0] ?? null),
    department: department === null ? null : reference(department, model.holders.get(department)?.label),
    comparator: share.comparator,
    asked: figureValue(share.value, type),
    now: known === null ? null : reached(context, known, share),
    expected: stands === null || stands.expected === null ? null : figureValue(stands.expected, type),
    gap: value === null ? null : figureValue(value - share.value, type),
    status: stands?.status ?? "no_data",
    document: document.id,
    note: share.note,
  };
}

function indicatorOf(model: Model, share: AssignedShare): Indicator {
  const indicator = model.indicators.get(share.indicator);
  if (indicator === undefined) throw new Error(`no indicator ${share.indicator}`);
  return indicator;
}

/** Units of one partition add up; growths and shares do not. */
function surplusOf(indicator: Indicator, annual: Asked | undefined, units: readonly Asked[]): bigint | null {
  const keys = new Set(units.map((u) => u.share.unit?.key));
  const adds = indicator.body?.type.numeric === "exact" && keys.size === 1;
  if (annual === undefined || !adds) return null;
  return units.reduce((sum, u) => sum + u.share.value, 0n) - annual.share.value;
}

function rowOut(
  context: Context,
  frame: Frame,
  known: Known | null,
  year: number,
  [id, all]: readonly [string, readonly Asked[]],
): AssignmentRow[] {
  const { model } = context;
  const [first] = all;
  if (first === undefined) return [];
  const indicator = indicatorOf(model, first.share);
  const target = model.targets.get(id);
  const ofYear = all.filter((a) => a.share.year === year);
  const annual = ofYear.find((a) => a.share.unit === null);
  const units = ofYear.filter((a) => a.share.unit !== null);
  const adjusted = all.filter((a) => a.share.unit === null && a.share.year === target?.by);
  if (ofYear.length === 0 && adjusted.length === 0) return [];
  const surplus = surplusOf(indicator, annual, units);
  const out = (a: Asked): AssignmentShare => shareOut(context, frame, known, a);
  const marks = marksOf(model, context.instance.demo, indicator);
  const assumed = all.some((a) => a.document.assumed) && !marks.includes("assumed");
  return [
    {
      id,
      label: target?.label ?? indicator.label,
      clause: clauseReference(model, target?.clause ?? indicator.clause),
      indicator: reference(indicator.id, indicator.label),
      original: target === undefined ? null : { by: target.by, text: boundText(model, target.bound) },
      adjusted: adjusted.map(({ share, document }) => ({
        by: share.year,
        asked: figureValue(share.value, typeOf(indicator)),
        document: document.id,
        note: share.note,
      })),
      annual: annual === undefined ? null : out(annual),
      units: units.map(out),
      surplus: surplus === null ? null : figureValue(surplus, typeOf(indicator)),
      marks: assumed ? [...marks, "assumed"] : marks,
    },
  ];
}

/** `year` null: the frame's, or the last that something is asked for. */
export async function assignments(
  context: Context,
  frame: Frame,
  asked: number | null,
): Promise<AssignmentsAnswer> {
  const { model } = context;
  const documents = [...model.assignments.values()].toSorted(
    (a, b) => a.document.on - b.document.on || (a.id < b.id ? -1 : 1),
  );
  const all = standing(documents);
  const isOwnYear = ({ share }: Asked): boolean => share.year === model.targets.get(share.target ?? "")?.by;
  const years = [...new Set(all.filter((a) => !isOwnYear(a)).map((a) => a.share.year))].toSorted(
    (a, b) => a - b,
  );
  const own = yearOf(frame.period.to);
  const year = asked ?? (years.includes(own) ? own : (years.at(-1) ?? own));
  const period = periodOf(frame, year);
  const shares = all.filter((a) => a.share.year === year).map((a) => a.share);
  const known =
    period === null
      ? null
      : {
          period,
          now: await figuresOf(context, frame, period, shares),
          before: await figuresOf(context, frame, shiftPeriod(period, -12), shares),
          lastYear: await figuresOf(context, frame, yearPeriod(year - 1), shares),
        };
  const rows = new Map<string, readonly Asked[]>();
  for (const a of all) rows.set(whatOf(a.share), [...(rows.get(whatOf(a.share)) ?? []), a]);
  const order = (id: string): number => model.targets.get(id)?.order ?? Number.MAX_SAFE_INTEGER;
  return {
    asOf: asOfOf(context, frame),
    year,
    years,
    period: period === null ? null : formatPeriod(period),
    documents: documents.map(({ id, label, document, assumed }) => ({
      id,
      label,
      number: document.number,
      title: document.title,
      on: formatDay(document.on),
      assumed,
    })),
    rows: [...rows]
      .toSorted(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
      .flatMap((row) => rowOut(context, frame, known, year, row)),
  };
}
