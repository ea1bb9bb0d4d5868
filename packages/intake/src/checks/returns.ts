/** The returns a check may look at: those being checked, the subject's former ones and its other forms. */
import type { Leaves } from "@lianzhang/formula";
import type { Period, Value } from "@lianzhang/kernel";
import { missing, present, samePeriod } from "@lianzhang/kernel";
import type { ReadRow } from "../row.ts";

/** A return that is in the store: of a former period, or of another form on the same subject. */
export interface FormerReturn {
  readonly form: string;
  readonly subject: string;
  readonly period: Period;
  /** In the fields' integers; a field that is not here is missing. */
  readonly values: ReadonlyMap<string, bigint>;
}

export interface Dated {
  readonly period: Period;
  readonly value: bigint;
}

interface Return {
  readonly form: string;
  readonly period: Period;
  readonly value: (field: string) => Value;
}

const NOTHING = missing("not_reported");

/** Returns by subject. What is being checked goes before what is stored for the same form and period. */
export class Returns {
  readonly #of = new Map<string, Return[]>();
  readonly #series = new Map<string, readonly Dated[]>();

  constructor(form: string, rows: readonly ReadRow[], before: readonly FormerReturn[]) {
    for (const row of rows.toReversed()) {
      if (row.subject === null || row.period === null) continue;
      this.#put(row.subject, { form, period: row.period, value: (field) => valueIn(row, field) });
    }
    for (const r of before)
      this.#put(r.subject, {
        form: r.form,
        period: r.period,
        value: (field) => {
          const v = r.values.get(field);
          return v === undefined ? NOTHING : present(v);
        },
      });
  }

  #put(subject: string, r: Return): void {
    const list = this.#of.get(subject);
    if (list) list.push(r);
    else this.#of.set(subject, [r]);
  }

  field(form: string, field: string, subject: string, period: Period): Value {
    const found = this.#of.get(subject)?.find((r) => r.form === form && samePeriod(r.period, period));
    return found?.value(field) ?? NOTHING;
  }

  /** The subject's values of periods that end before, oldest first, each period once. */
  former(form: string, field: string, subject: string, period: Period): readonly Dated[] {
    return this.#dated(form, field, subject).filter((d) => d.period.to < period.to);
  }

  /** All values of the subject, oldest first: several checks of a row ask for them. */
  #dated(form: string, field: string, subject: string): readonly Dated[] {
    const key = `${subject}\u0000${form}\u0000${field}`;
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, Dated>();
    for (const r of this.#of.get(subject) ?? []) {
      const at = `${r.period.from} ${r.period.to}`;
      if (r.form !== form || found.has(at)) continue;
      const value = r.value(field);
      if (value.ok) found.set(at, { period: r.period, value: value.value });
    }
    const series = [...found.values()].sort((a, b) => a.period.to - b.period.to);
    this.#series.set(key, series);
    return series;
  }

  /** For the scalar evaluator: rules of returns ask for nothing else. */
  leaves(): Leaves {
    return {
      field: (form, field, subject, period) => this.field(form, field, subject, period),
      attribute: () => null,
      memberships: () => [],
      parameter: () => missing("no_parameter_value"),
      population: () => [],
      expected: () => null,
      reported: () => false,
    };
  }
}

function valueIn(row: ReadRow, field: string): Value {
  const cell = row.cells.get(field);
  if (!cell) return NOTHING;
  return cell.value === null ? missing(cell.missing ?? "blank") : present(cell.value);
}
