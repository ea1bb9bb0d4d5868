/**
 * A form's checks as conditions that a database decides for a whole row at once. Each holds where reading cell by cell
 * might have something to tell: it may hold too often, never too seldom. Integers are wide enough not to overflow.
 */
import type { Form, FormCheck } from "@lianzhang/definitions";
import type { BooleanCore, NumberCore } from "@lianzhang/formula";
import { ruleJson } from "@lianzhang/intake";
import { quote, valueColumn } from "@lianzhang/kernel";

const WIDE = "HUGEINT";

interface Readable {
  readonly form: string;
  /** Fields that the table has. */
  readonly has: ReadonlySet<string>;
  /** Set by a rule that looks at another period of the same subject. */
  looksBack: boolean;
}

/** Null: not decided here. A missing part makes the whole NULL, as in the exact reader. */
function numberSql(core: NumberCore, of: Readable): string | null {
  switch (core.op) {
    case "constant":
      return `CAST(${core.value} AS ${WIDE})`;
    case "field":
      // other forms are not there when a return is read
      return core.form === of.form && of.has.has(core.field)
        ? `CAST(p.${quote(valueColumn(core.field))} AS ${WIDE})`
        : `CAST(NULL AS ${WIDE})`;
    case "rescale":
      return wrap(numberSql(core.argument, of), (a) => `(${a} * ${core.factor})`, core.factor);
    case "times":
      return wrap(numberSql(core.argument, of), (a) => `(${a} * ${core.by})`, core.by);
    case "negate":
      return wrap(numberSql(core.argument, of), (a) => `(-${a})`, 1n);
    case "at":
      if (core.move.kind !== "by") return null;
      if (core.move.months === 0) return numberSql(core.argument, of);
      // whoever has several periods in the file is read cell by cell
      of.looksBack = true;
      return `CAST(NULL AS ${WIDE})`;
    case "add":
    case "subtract": {
      const [left, right] = [numberSql(core.left, of), numberSql(core.right, of)];
      if (left === null || right === null) return null;
      return `(${left} ${core.op === "add" ? "+" : "-"} ${right})`;
    }
    default:
      return null;
  }
}

/** Fifteen digits by a small factor, a few of them added, are within what the exact reader holds: nothing is out of range there. */
const SMALL = 100n;
const wrap = (sql: string | null, by: (sql: string) => string, factor: bigint): string | null =>
  sql === null || factor > SMALL || factor < -SMALL ? null : by(sql);

const STEPS = 8;
const stepsIn = (core: NumberCore): number => {
  if (core.op === "add" || core.op === "subtract") return 1 + stepsIn(core.left) + stepsIn(core.right);
  return core.op === "negate" || core.op === "rescale" || core.op === "times"
    ? 1 + stepsIn(core.argument)
    : 0;
};
const scales = (core: NumberCore): number => {
  if (core.op === "add" || core.op === "subtract") return Math.max(scales(core.left), scales(core.right));
  if (core.op === "rescale" || core.op === "times") return 1 + scales(core.argument);
  return core.op === "negate" ? scales(core.argument) : 0;
};

const sideSql = (core: NumberCore, of: Readable): string | null =>
  stepsIn(core) > STEPS || scales(core) > 1 ? null : numberSql(core, of);

function conditionSql(core: BooleanCore, of: Readable): string | null {
  switch (core.op) {
    case "truth":
      return core.value ? "TRUE" : "FALSE";
    case "compare": {
      const [left, right] = [sideSql(core.left, of), sideSql(core.right, of)];
      return left === null || right === null ? null : `(${left} ${core.comparison} ${right})`;
    }
    case "and":
    case "or": {
      const [left, right] = [conditionSql(core.left, of), conditionSql(core.right, of)];
      return left === null || right === null
        ? null
        : `(${left} ${core.op === "and" ? "AND" : "OR"} ${right})`;
    }
    case "not": {
      const argument = conditionSql(core.argument, of);
      return argument === null ? null : `(NOT ${argument})`;
    }
    case "isMissing": {
      const argument = sideSql(core.argument, of);
      return argument === null ? null : `(${argument} IS NULL)`;
    }
    case "settle": {
      const argument = conditionSql(core.argument, of);
      return argument === null ? null : `coalesce(${argument}, ${core.unknown})`;
    }
    default:
      return null;
  }
}

/** What the checks of a form ask of its rows. */
export interface PlainChecks {
  /** Of one row alone: SQL over `p`, its values as `v_<field>`; a row in which it is true is read cell by cell. */
  readonly row: readonly string[];
  /** Cumulative fields that must not fall within a year. */
  readonly rising: readonly string[];
  /** A subject with so many rows or more is read cell by cell; null: one row is not held against another. */
  readonly past: number | null;
}

const value = (field: string): string => `p.${quote(valueColumn(field))}`;
/** Fewer former values are no past to measure a slip by. */
const SLIP_PAST = 3;

const least = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b));

function rowOf(
  check: Extract<FormCheck, { kind: "formula" | "identity" | "balance" }>,
  of: Readable,
): string | null {
  if (check.kind === "formula") {
    const sql = conditionSql(check.rule, of);
    return sql === null ? null : `(${sql}) IS FALSE`;
  }
  const [left, right] = [sideSql(check.rule.left, of), sideSql(check.rule.right, of)];
  return left === null || right === null ? null : `abs(${left} - ${right}) > ${check.tolerance}`;
}

/** Null: the form has a check that only the exact reader can decide. */
export function plainChecks(form: Form, has: ReadonlySet<string>): PlainChecks | null {
  const of: Readable = { form: form.id, has, looksBack: false };
  const row: string[] = [];
  const rising: string[] = [];
  let past: number | null = null;
  for (const field of form.fields.values()) {
    if (field.required) row.push(has.has(field.id) ? `${value(field.id)} IS NULL` : "TRUE");
    if (!field.signed && has.has(field.id)) row.push(`${value(field.id)} < 0`);
  }
  for (const check of form.checks) {
    switch (check.kind) {
      case "formula":
      case "identity":
      case "balance": {
        // what reads registers, parameters or totals is checked elsewhere
        if (ruleJson(check.rule) === null) break;
        const sql = rowOf(check, of);
        if (sql === null) return null;
        row.push(sql);
        break;
      }
      case "range":
        if (!has.has(check.field)) break;
        if (check.from !== null) row.push(`${value(check.field)} < ${check.from}`);
        if (check.to !== null) row.push(`${value(check.field)} > ${check.to}`);
        break;
      case "cumulative":
        if (form.input !== "own_copy") rising.push(...check.fields.filter((f) => has.has(f)));
        break;
      case "jump":
        if (form.input !== "own_copy") past = least(past, check.past + 1);
        break;
      case "slip": {
        if (form.input === "own_copy") break;
        if (check.beside === null) past = least(past, SLIP_PAST + 1);
        else {
          const sister = check.beside;
          for (const field of check.fields)
            if (has.has(field) && has.has(sister)) row.push(slips(value(field), value(sister)));
        }
        break;
      }
    }
  }
  return { row, rising, past: of.looksBack ? least(past, 2) : past };
}

/** More than four times apart: the nearest slip is by ten, and half of that still counts. */
const slips = (a: string, b: string): string =>
  `(${a} > 0 AND ${b} > 0 AND (CAST(${a} AS ${WIDE}) > CAST(${b} AS ${WIDE}) * 4 OR CAST(${b} AS ${WIDE}) > CAST(${a} AS ${WIDE}) * 4))`;
