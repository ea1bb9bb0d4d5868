/** Parameters: dated values with a source. */
import type { Period } from "@lianzhang/kernel";
import {
  FORMULA_ID,
  formatDay,
  formatPeriod,
  isExactDimension,
  parsePeriod,
  samePeriod,
} from "@lianzhang/kernel";
import type { NumberType } from "@lianzhang/formula";
import { z } from "zod";
import { integerOf } from "../amount.ts";
import { dayOf, decimal, decimalOf, labelInput, labelOf, text, unitOf } from "../common.ts";
import { frozenInput, frozenValue } from "../frozen.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Draft, Loading } from "../loading.ts";
import type { ParameterValue } from "../model.ts";
import type { Entry } from "../source/entry.ts";

const value = z.strictObject({
  for: text.optional(),
  since: z.string().optional(),
  until: z.string().optional(),
  published: z.string().optional(),
  value: decimal.optional(),
  frozen: frozenInput.optional().describe("the figure of a recorded run instead of a value"),
  source: text.optional(),
});
type ValueInput = z.infer<typeof value>;

interface Placed {
  readonly at: number;
  readonly value: Draft<ParameterValue>;
}

export const parameterKind: Kind = defineKind({
  name: "parameters",
  form: "map",
  id: FORMULA_ID,
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    unit: text,
    by: z.enum(["period_end", "vintage", "date"]),
    values: z.array(value).min(1),
    assumed: z.boolean().default(false),
    price: z.union([z.literal("current"), z.number().int()]).optional(),
  }),
  build(entry, input, loading): void {
    const label = labelOf(input.label, input.en, entry, ["label"], loading);
    const unit = unitOf(input.unit, entry, ["unit"], loading);
    if (unit === null) {
      loading.broken.add(entry.id).add(label.zh);
      return;
    }
    const type: NumberType = {
      kind: "number",
      subject: null,
      grain: "row",
      time: { kind: "none" },
      unit,
      price: input.price ?? null,
      numeric: isExactDimension(unit.dimension) ? "exact" : "ratio",
      share: unit.text === "%" || unit.text === "‰",
    };
    const values = input.values.flatMap((v, at) => {
      const read = valueOf(v, at, type, entry, loading);
      return read ? [{ at, value: read }] : [];
    });
    checkTwins(values, entry, loading);
    chainIntervals(values, entry, loading);
    const { id, place } = entry;
    loading.parameters.set(id, {
      id,
      label,
      type,
      axis: input.by,
      values: values.map((v) => v.value),
      assumed: input.assumed,
      place,
    });
  },
});

function valueOf(
  input: ValueInput,
  at: number,
  type: NumberType,
  entry: Entry,
  loading: Loading,
): Draft<ParameterValue> | null {
  const path = ["values", at] as const;
  if ((input.for === undefined) === (input.since === undefined)) {
    loading.add("LZ2025", entry.keyAt(...path), "a value says either for: (a period) or since: (a day)");
    return null;
  }
  const since = dayOf(input.since, entry, [...path, "since"], loading);
  const until = dayOf(input.until, entry, [...path, "until"], loading);
  const published = dayOf(input.published, entry, [...path, "published"], loading);
  const period = input.for === undefined ? null : parsePeriod(input.for);
  if (input.for !== undefined && period === null) {
    loading.add(
      "LZ2011",
      entry.at(...path, "for"),
      `"${input.for}" is not a period`,
      "write 2024, 2024Q2, 2024-06",
    );
  }
  if (since !== null && until !== null && until < since) {
    loading.add(
      "LZ2011",
      entry.at(...path, "until"),
      `until ${formatDay(until)} lies before since ${formatDay(since)}`,
    );
  }
  if ((input.value === undefined) === (input.frozen === undefined)) {
    loading.add(
      "LZ2025",
      entry.keyAt(...path),
      "a value is either written (value:) or taken from a recorded run (frozen:)",
      "write one of them",
    );
    return null;
  }
  if (since === null && period === null) return null;
  const dates = { for: period, since, until, published };
  if (input.frozen !== undefined) {
    const found = frozenValue(input.frozen, type, entry, [...path, "frozen"], loading);
    return found && { ...dates, value: found.value, source: input.source ?? found.source };
  }
  if (input.source === undefined) {
    loading.add("LZ2005", entry.keyAt(...path), "a written value needs its source", "source: the document");
    return null;
  }
  const number = decimalOf(input.value ?? "", entry, [...path, "value"], loading);
  if (number === null) return null;
  const whole = integerOf(number, type);
  if (whole === null) {
    loading.add(
      "LZ2019",
      entry.at(...path, "value"),
      `${input.value} ${type.unit.text} is finer or larger than is counted`,
      "ratios have 8 decimals, amounts end at the minor unit (分)",
    );
    return null;
  }
  return { ...dates, value: whole, source: input.source };
}

/** Two values for one period are a revision when their publication differs, a mistake otherwise. */
function checkTwins(values: readonly Placed[], entry: Entry, loading: Loading): void {
  const seen: { period: Period; published: number | null }[] = [];
  for (const { at, value: v } of values) {
    if (v.for === null) continue;
    const { for: period, published } = v;
    if (seen.some((s) => samePeriod(s.period, period) && s.published === published)) {
      loading.add(
        "LZ2012",
        entry.at("values", at, "for"),
        `${formatPeriod(period)} has two values published on the same day`,
        "a revision carries its own published:",
      );
    }
    seen.push({ period, published });
  }
}

/** An open value ends where the next begins; a stated end that runs into the next, or short of it, is reported. */
function chainIntervals(values: readonly Placed[], entry: Entry, loading: Loading): void {
  const dated = values
    .flatMap((v) => (v.value.since === null ? [] : [{ ...v, since: v.value.since }]))
    .sort((a, b) => a.since - b.since);
  for (const [i, current] of dated.entries()) {
    const next = dated[i + 1];
    if (!next) continue;
    const { until } = current.value;
    const place = entry.at("values", next.at, "since");
    const revision = next.since === current.since && next.value.published !== current.value.published;
    if (revision) continue;
    if (next.since === current.since || (until !== null && until >= next.since)) {
      loading.add(
        "LZ2012",
        place,
        `two values are in force on ${formatDay(next.since)}`,
        `end the earlier one before ${formatDay(next.since)}`,
      );
    } else if (until !== null && until + 1 < next.since) {
      loading.add(
        "LZ2013",
        place,
        `no value is in force from ${formatDay(until + 1)} to ${formatDay(next.since - 1)}`,
      );
    } else if (until === null) current.value.until = next.since - 1;
  }
}
