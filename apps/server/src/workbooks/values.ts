/** The product's own figures for the cells of a workbook: with the context's eyes, so what it hides stays hidden. */
import type { FigureData } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { Figure, RunRecord } from "@lianzhang/engine";
import { figureAddress, groupingKey } from "@lianzhang/engine";
import type { Group } from "@lianzhang/formula";
import type { Day, Label, MissingReason, Month } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { CellValue, PlacedCell, Wanted } from "@lianzhang/report";
import { periodFor } from "@lianzhang/report";
import type { Context } from "../context.ts";
import { groupOf } from "../operation/head.ts";
import { wantedFor } from "../operation/holder.ts";
import { signedFigure } from "../operation/signed.ts";
import { absent, figureData, same, typeOf } from "../present.ts";

export interface CellsAsked {
  /** The month that is reported. */
  readonly month: Month;
  readonly known: Day | null;
  /** The signed run of the month: its figures go before those of today; null or absent: the month is open. */
  readonly run?: RunRecord | null;
}

/** What stands behind a cell. */
export interface CellFigure {
  readonly value: CellValue;
  readonly figure: FigureData;
  readonly signed: boolean;
}

/** What `lianzhang explain` takes to follow the figure: indicator, period and cell. */
const traceOf = (want: Wanted, period: string): string =>
  [`${want.figure} --period ${period}`, ...want.of.map((m) => `--group ${m.by}=${m.code}`)].join(" ");

/** A figure of which there are no rows is missing, never nought. */
function found(figures: readonly Figure[], want: Wanted): Figure | undefined {
  const here = (f: Figure): boolean =>
    f.indicator === want.figure &&
    f.group.length === want.of.length &&
    want.of.every((m) => f.group.some((g) => g.key === m.by && g.code === m.code));
  return figures.find(here);
}

async function holderFor(
  context: Context,
  indicator: Indicator,
  want: Wanted,
  month: Month,
): Promise<Label | null> {
  const { holders } = context.model;
  if (indicator.holder !== null) return holders.get(indicator.holder)?.label ?? same(indicator.holder);
  const [member] = want.of;
  const wanted = await wantedFor(context, {
    indicator: indicator.id,
    period: periodFor(want.period, month),
    group: member === undefined ? null : { key: member.by, code: member.code },
    subject: null,
  });
  return wanted?.holder ?? null;
}

/** Whether the model can be asked for it at all. */
const askable = (context: Context, want: Wanted): Indicator | null => {
  const indicator = context.model.indicators.get(want.figure);
  const known = want.of.every((m) => groupingKey(context.model, m.by) !== null);
  return indicator !== undefined && indicator.of === null && known ? indicator : null;
};

/** What is kept from the viewer is there all the same: nobody is to be asked for it. */
const KEPT: ReadonlySet<MissingReason> = new Set(["withheld", "embargoed"]);

/** Figures of the run by address, where it is of the period. */
function signedFor(run: RunRecord | null | undefined): (figure: Figure) => Figure {
  const figures = new Map((run?.figures ?? []).map((f) => [figureAddress(f), f]));
  return (now) => {
    if (run == null || run.request.period !== formatPeriod(now.period)) return now;
    const address = figureAddress({ ...now, group: [...now.group] });
    return signedFigure(now, figures.get(address), now) ?? now;
  };
}

/**
 * Figures by the ids of the cells; those whose indicator or grouping the model no longer has are left out (their cell is a
 * gap without a reason). Cells of one period and grouping are asked for together.
 */
export async function cellFigures(
  context: Context,
  cells: readonly Pick<PlacedCell, "id" | "want">[],
  { month, known, run }: CellsAsked,
): Promise<ReadonlyMap<string, CellFigure>> {
  const questions = new Map<string, { readonly want: Wanted; readonly ids: Set<string> }>();
  const keysOf = (want: Wanted): readonly string[] => want.of.map((m) => m.by).toSorted();
  const keyOf = (want: Wanted): string =>
    `${formatPeriod(periodFor(want.period, month))}|${keysOf(want).join("+")}`;
  for (const { want } of cells) {
    if (askable(context, want) === null) continue;
    const question = questions.get(keyOf(want)) ?? { want, ids: new Set<string>() };
    questions.set(keyOf(want), question);
    question.ids.add(want.figure);
  }
  const answers = new Map<string, readonly Figure[]>();
  for (const [key, { want, ids }] of questions) {
    const period = periodFor(want.period, month);
    answers.set(key, await context.figures({ period, known }, [...ids].toSorted(), [keysOf(want)]));
  }
  const asSigned = signedFor(run);
  const p = { model: context.model, demo: context.instance.demo };
  const all = new Map<string, CellFigure>();
  for (const { id, want } of cells) {
    const indicator = askable(context, want);
    if (indicator === null) continue;
    const period = periodFor(want.period, month);
    const now = found(answers.get(keyOf(want)) ?? [], want);
    const shown = now === undefined ? undefined : asSigned(now);
    const group: Group = want.of.flatMap((m) => groupOf(context, m.by, m.code));
    const figure =
      shown === undefined ? absent(p, indicator, period, "no_rows", group) : figureData(p, indicator, shown);
    const value = shown?.value ?? null;
    const reason = shown?.reason ?? "no_rows";
    const holder =
      value !== null || KEPT.has(reason) ? null : await holderFor(context, indicator, want, month);
    all.set(id, {
      figure,
      signed: shown !== now,
      value:
        value === null
          ? { kind: "missing", reason, holder }
          : {
              kind: "value",
              value: String(value),
              numeric: typeOf(indicator).numeric,
              unit: indicator.unit.text,
              decimals: indicator.decimals,
              trace: traceOf(want, formatPeriod(period)),
            },
    });
  }
  return all;
}
