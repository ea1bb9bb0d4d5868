/** What a sentence gives of a subject, read by what the name means. */
import type { AttributeValue } from "@lianzhang/formula";
import { nearest, parseDay, parseDecimal, parsePeriod, formatDay } from "@lianzhang/kernel";
import type { Period, Place } from "@lianzhang/kernel";
import { amountOf, countedAs } from "../amount.ts";
import type { Loading } from "../loading.ts";
import type { AttributeType } from "../model.ts";
import type { Given } from "./model.ts";

type Problem = (message: string, hint: string | null) => null;

/** `1..120 万元`: the first and the last of a run of subjects, evenly between. */
const SERIES = /^\s*([+-]?[\d.]+)\s*\.\.\s*([+-]?[\d.]+)\s*(.*)$/;

/** The text for the `i`-th of `n` subjects; a text that is no series is the same for all. */
export function inSeries(written: string, i: number, n: number): string {
  const m = SERIES.exec(written);
  const [from, to] = [parseDecimal(m?.[1] ?? ""), parseDecimal(m?.[2] ?? "")];
  if (!m || from === null || to === null || n < 2) return written;
  const scale = 10n ** 8n;
  const [a, b] = [(from.num * scale) / from.den, (to.num * scale) / to.den];
  const value = a + ((b - a) * BigInt(i)) / BigInt(n - 1);
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(9, "0");
  return `${sign}${digits.slice(0, -8)}.${digits.slice(-8).replace(/0+$/, "") || "0"} ${m[3] ?? ""}`;
}

/** One cell; null after a report. `name` is `field`, `form.field`, either with `@2021`, an attribute, or an indicator. */
export function givenOf(
  register: string,
  name: string,
  written: string,
  place: Place,
  loading: Loading,
): Given | null {
  const wrong: Problem = (message, hint) => {
    loading.add("LZ2006", place, message, hint);
    return null;
  };
  const [thing = "", at] = name.split("@");
  let period: Period | null = null;
  if (at !== undefined) {
    period = parsePeriod(at);
    if (period === null) return wrong(`"${at}" is no period`, "write it as revenue@2021");
  }
  const owner = loading.registers.get(register);
  const attribute = [...(owner?.attributes.values() ?? [])].find(
    (a) => a.id === thing || a.label.zh === thing,
  );
  if (attribute && at === undefined) {
    const value = attributeValue(attribute.type, written, loading, wrong);
    return value === null ? null : { kind: "attribute", attribute: attribute.id, value };
  }
  const fields = [...loading.forms.values()]
    .filter((f) => f.subject === register)
    .flatMap((f) => [...f.fields.values()].map((field) => ({ form: f.id, field })))
    .filter(
      ({ form, field }) => thing === field.id || thing === `${form}.${field.id}` || thing === field.label.zh,
    );
  const [found, second] = fields;
  if (found && second)
    return wrong(
      `"${thing}" is a field of ${found.form} and of ${second.form}`,
      `write ${found.form}.${found.field.id}`,
    );
  if (found) {
    const read = amountOf(written, found.field.type);
    return read.ok
      ? { kind: "field", form: found.form, field: found.field.id, period, value: read.value }
      : wrong(read.message, read.hint);
  }
  const indicator = [...loading.indicators.values()].find(
    (i) => i.of === register && (i.id === thing || i.label.zh === thing),
  );
  if (indicator) {
    const read = amountOf(written, countedAs(indicator));
    return read.ok
      ? { kind: "figure", indicator: indicator.id, value: read.value }
      : wrong(read.message, read.hint);
  }
  loading.unknown("attribute, field or indicator", thing, candidates(register, loading), place);
  return null;
}

const candidates = (register: string, loading: Loading): string[] => [
  ...(loading.registers.get(register)?.attributes.keys() ?? []),
  ...[...loading.forms.values()].filter((f) => f.subject === register).flatMap((f) => [...f.fields.keys()]),
  ...[...loading.indicators.values()].filter((i) => i.of === register).map((i) => i.id),
];

function attributeValue(
  type: AttributeType,
  written: string,
  loading: Loading,
  wrong: Problem,
): AttributeValue {
  switch (type.kind) {
    case "boolean":
      return written === "true"
        ? true
        : written === "false"
          ? false
          : wrong(`"${written}" is neither true nor false`, null);
    case "number": {
      const read = amountOf(written, type.type);
      return read.ok ? read.value : wrong(read.message, read.hint);
    }
    case "date": {
      const day = parseDay(written);
      return day === null ? wrong(`"${written}" is not a day`, "write it as 2023-07-14") : formatDay(day);
    }
    case "code": {
      const codes = loading.classifications.get(type.classification)?.codes ?? [];
      const code = codes.find((c) => [c.code, c.id, c.label.zh].includes(written));
      if (code) return code.code;
      const near = nearest(
        written,
        codes.flatMap((c) => [c.code, c.id ?? ""]),
      );
      return wrong(
        `"${written}" is no code of ${type.classification}`,
        near ? `did you mean "${near}"?` : null,
      );
    }
    case "text":
    case "subject":
      return written;
  }
}
