/** Gathers what the estimate of a month rests on from the store: versions of returns and answers, records, the register. */
import type { Model } from "@lianzhang/definitions";
import type { Day, Month, SqlRunner } from "@lianzhang/kernel";
import { monthOfYear } from "@lianzhang/kernel";
import type { Firm, RecordOf, Version } from "@lianzhang/outlook";
import { coveredBy, FirmPast } from "@lianzhang/outlook";
import type { Dimension } from "./population.ts";
import { populationOf } from "./population.ts";
import type { FieldPair, MonthSources, RecordField } from "./sources.ts";
import type { RowVersion } from "./versions.ts";
import { versionsOf } from "./versions.ts";

/** Months of the past read: five years for curves and models, one more for their same period. */
const HISTORY = 72;

/** A record without months: its latest value known and the one a year before. */
export interface RecordBeside extends RecordField {
  /** Its latest period that was known, by its last month. */
  readonly to: Month;
  readonly values: ReadonlyMap<string, { readonly now: bigint; readonly before: bigint }>;
}

export interface MonthInputs {
  readonly sources: MonthSources;
  readonly dimensions: readonly Dimension[];
  readonly pasts: readonly FirmPast[];
  /** First month of the past that was read. */
  readonly first: Month;
  /** Electricity as known on a day; null: the decision has no record of it. */
  readonly power: ((day: Day) => RecordOf) | null;
  readonly beside: (day: Day) => readonly RecordBeside[];
  /** Whether the rule in force asks the firm in the month's survey. */
  readonly asked: (code: string) => boolean;
}

const byCode = (rows: readonly RowVersion[]): ReadonlyMap<string, readonly RowVersion[]> => {
  const found = new Map<string, RowVersion[]>();
  for (const row of rows) {
    const list = found.get(row.code);
    if (list === undefined) found.set(row.code, [row]);
    else list.push(row);
  }
  return found;
};

async function pairsOf(
  runner: SqlRunner,
  pair: FieldPair | null,
  months: { readonly from: Month; readonly to: Month },
): Promise<(code: string) => readonly Version[]> {
  if (pair === null) return () => [];
  const rows = byCode(await versionsOf(runner, pair.form, [pair.field, pair.prior], months));
  return (code) =>
    (rows.get(code) ?? []).map(({ to, known, until, values: [value = null, prior = null] }) => ({
      month: to,
      value,
      prior,
      from: known,
      until,
    }));
}

/** A monthly record over the months that a return covers; null unless each of them is known. */
function monthlyRecord(rows: readonly RowVersion[], { returning }: MonthSources): (day: Day) => RecordOf {
  const versions = new Map<string, Map<Month, RowVersion[]>>();
  for (const row of rows) {
    const of = versions.get(row.code) ?? new Map<Month, RowVersion[]>();
    versions.set(row.code, of);
    of.set(row.to, [...(of.get(row.to) ?? []), row]);
  }
  return (day) => (code, m) => {
    const of = versions.get(code);
    const { from, to } = coveredBy(returning, m);
    let sum = 0n;
    for (let k = from; k <= to; k++) {
      const value = of?.get(k)?.find((v) => v.known <= day && day < v.until)?.values[0] ?? null;
      if (value === null) return null;
      sum += value;
    }
    return sum;
  };
}

function besideOf(record: RecordField, rows: readonly RowVersion[], day: Day): RecordBeside | null {
  const known = rows.filter((r) => r.known <= day && day < r.until);
  const to = known.reduce<Month | null>((last, r) => (last === null || r.to > last ? r.to : last), null);
  if (to === null) return null;
  const at = (m: Month): ReadonlyMap<string, bigint> =>
    new Map(
      known.flatMap((r): [string, bigint][] => {
        const [value = null] = r.values;
        return r.to === m && value !== null ? [[r.code, value]] : [];
      }),
    );
  const [now, before] = [at(to), at(to - 12)];
  const values = [...now].flatMap(([code, value]) => {
    const then = before.get(code);
    return then === undefined ? [] : [[code, { now: value, before: then }] as const];
  });
  return { ...record, to, values: new Map(values) };
}

/** Everything the estimate of a month and its record read; what was known on which day is decided later, in memory. */
export async function gatherMonth(
  model: Model,
  runner: SqlRunner,
  sources: MonthSources,
  month: Month,
): Promise<MonthInputs> {
  const first = month - HISTORY - monthOfYear(month) + 1;
  const months = { from: first, to: month };
  const population = await populationOf(model, runner, sources);
  const returns = await pairsOf(runner, sources.output, months);
  const answers = await pairsOf(runner, sources.survey, months);
  const pasts = population.codes.flatMap((code): FirmPast[] => {
    const firm: Firm = {
      code,
      name: population.nameOf(code, month),
      returns: returns(code),
      answers: answers(code),
      standing: population.standing(code),
    };
    const listed = firm.standing(month).here || firm.standing(month - 12).here;
    return listed || firm.returns.length > 0 || firm.answers.length > 0
      ? [new FirmPast(firm, sources.returning)]
      : [];
  });
  const { power, money, survey } = sources;
  const used = power === null ? [] : await versionsOf(runner, power.form, [power.field], months);
  const recorded: { readonly record: RecordField; readonly rows: readonly RowVersion[] }[] = [];
  for (const record of money)
    recorded.push({ record, rows: await versionsOf(runner, record.form, [record.field], months) });
  return {
    sources,
    dimensions: population.dimensions,
    pasts,
    first,
    power: power === null ? null : monthlyRecord(used, sources),
    beside: (day) => recorded.flatMap(({ record, rows }) => besideOf(record, rows, day) ?? []),
    asked: (code) => survey !== null && population.expects(survey.form, code, month),
  };
}
