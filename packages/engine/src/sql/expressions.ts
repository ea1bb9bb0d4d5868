/**
 * Prints row expressions in one dialect. Every step is written as kernel/number.ts does it, in the same order, so
 * that a figure has the same digits in each database and in the scalar evaluator.
 */
import { LIMIT, textLiteral, toDouble, YEARLY_LIMIT } from "@lianzhang/kernel";
import type { Rational } from "@lianzhang/kernel";
import type { Ex } from "../relation.ts";
import type { Dialect } from "./dialect.ts";

/** The largest value: 18 digits. */
const MOST = LIMIT - 1n;

type Kind<K extends Ex["ex"]> = Extract<Ex, { readonly ex: K }>;
type Literal = Kind<"integer" | "text" | "truth" | "missing">;
type Whole = Kind<
  "add" | "subtract" | "total" | "negate" | "abs" | "scale" | "fraction" | "round" | "wide" | "inRange"
>;
type Quantised = Kind<"product" | "quotient" | "asRatio" | "cagr">;
type Condition = Kind<"compare" | "and" | "or" | "not" | "in" | "present" | "absent" | "isTrue">;
type Choice = Kind<"case" | "limit" | "firstOf">;
type Neighbours = Kind<"rank" | "peers" | "before">;

const signOf = (x: string): string => `CASE WHEN ${x} < 0 THEN -1 ELSE 1 END`;

export class ExpressionPrinter {
  readonly #d: Dialect;

  constructor(dialect: Dialect) {
    this.#d = dialect;
  }

  cast(sql: string, type: keyof Dialect["types"]): string {
    return `CAST(${sql} AS ${this.#d.types[type]})`;
  }

  /** Where true, false or unknown is asked for: a missing value is the unknown. */
  condition(e: Ex): string {
    return e.ex === "missing" ? this.cast("NULL", "truth") : this.print(e);
  }

  /** A branch or side whose type follows from the others. */
  #free(e: Ex): string {
    return e.ex === "missing" ? "NULL" : this.print(e);
  }

  print(e: Ex): string {
    switch (e.ex) {
      case "column":
        return this.#d.identifier(e.name);
      case "integer":
      case "text":
      case "truth":
      case "missing":
        return this.#literal(e);
      case "label":
        return this.cast(this.print(e.argument), "text");
      case "add":
      case "subtract":
      case "total":
      case "negate":
      case "abs":
      case "scale":
      case "fraction":
      case "round":
      case "wide":
      case "inRange":
        return this.#whole(e);
      case "product":
      case "quotient":
      case "asRatio":
      case "cagr":
        return this.#ratio(e);
      case "compare":
      case "and":
      case "or":
      case "not":
      case "in":
      case "present":
      case "absent":
      case "isTrue":
        return this.#truth(e);
      case "case":
      case "limit":
      case "firstOf":
        return this.#choice(e);
      case "rank":
      case "peers":
      case "before":
        return this.#neighbours(e);
      case "quantile":
        return this.#quantile(e);
      case "sharePart":
        return this.#sharePart(e);
      case "keyText":
        return `coalesce(${this.cast(this.print(e.argument), "text")}, '')`;
      case "fingerprint": {
        // every part with its length before it, so that no two lists of parts read the same
        const part = (x: string): string => `coalesce(length(${x}) || ':' || ${x}, '-')`;
        const text = e.parts.map((x) => part(this.cast(this.print(x), "text"))).join(" || ");
        return this.#d.hexadecimal(`left(md5(${text}), 15)`);
      }
    }
  }

  #literal(e: Literal): string {
    switch (e.ex) {
      case "integer":
        return this.cast(String(e.value), "integer");
      case "text":
        return e.value === null ? this.cast("NULL", "text") : textLiteral(e.value);
      case "truth":
        return e.value ? "TRUE" : "FALSE";
      case "missing":
        return this.cast("NULL", "integer");
    }
  }

  #inRange(sql: string): string {
    return `CASE WHEN ${sql} BETWEEN -${MOST} AND ${MOST} THEN ${this.cast(sql, "integer")} END`;
  }

  /** Looked at before it is multiplied, so that 64 bits are enough. */
  #scaled(e: Kind<"scale">): string {
    const x = this.print(e.argument);
    const most = ((e.limit ?? LIMIT) - 1n) / (e.by < 0n ? -e.by : e.by || 1n);
    if (most === 0n) return `CASE WHEN ${x} = 0 THEN ${this.cast("0", "integer")} END`;
    return `CASE WHEN ${x} BETWEEN -${most} AND ${most} THEN ${this.cast(x, "integer")} * ${e.by} END`;
  }

  #wide(e: Ex): string {
    return this.cast(this.print(e), "wide");
  }

  /** Nodes whose result is a whole number made of whole numbers. */
  #whole(e: Whole): string {
    switch (e.ex) {
      case "add":
      case "subtract":
        // two 18-digit integers cannot overflow 64 bits
        return this.#inRange(`(${this.print(e.left)} ${e.ex === "add" ? "+" : "-"} ${this.print(e.right)})`);
      case "total": {
        const parts = e.parts.map(({ sign, ex }) => `${sign === 1 ? "+" : "-"} ${this.#wide(ex)}`);
        return this.#inRange(`(${this.cast("0", "wide")} ${parts.join(" ")})`);
      }
      case "negate":
        return `(-${this.print(e.argument)})`;
      case "abs":
        return `abs(${this.print(e.argument)})`;
      case "scale":
        return this.#scaled(e);
      case "fraction": {
        const { num, den } = e.factor;
        const size = `abs(${this.#wide(e.argument)} * ${num}) + ${den / 2n}`;
        return this.#inRange(
          `(${signOf(`(${this.print(e.argument)} * ${num < 0n ? -1 : 1})`)} * ${this.#d.divide(`(${size})`, String(den))})`,
        );
      }
      case "round": {
        const x = this.print(e.argument);
        const steps = this.#d.divide(`(abs(${x}) + ${e.step / 2n})`, String(e.step));
        return this.#inRange(`(${signOf(x)} * ${steps} * ${e.step})`);
      }
      case "wide":
        return this.cast(this.print(e.argument), "integer");
      case "inRange":
        return this.#inRange(this.print(e.argument));
    }
  }

  #real(e: Ex): string {
    return this.cast(this.print(e), "real");
  }

  #factor(f: Rational): string {
    return f.num === f.den ? "" : ` * ${this.cast(`'${toDouble(f)}'`, "real")}`;
  }

  /** `quantise` of kernel/number.ts. `x` prints a double. */
  #quantised(x: string): string {
    const digits = this.cast(`sign(${x}) * floor(abs(${x}) * 1e8 + 0.5)`, "integer");
    return `CASE WHEN abs(${x}) < 9e7 THEN ${digits} END`;
  }

  /** The only nodes with doubles inside; each is quantised where it is made. */
  #ratio(e: Quantised): string {
    const factor = this.#factor(e.factor);
    switch (e.ex) {
      case "product":
        return this.#quantised(`(${this.#real(e.left)} * ${this.#real(e.right)}${factor})`);
      case "quotient": {
        const right = this.print(e.right);
        const divisor =
          e.base === "positive"
            ? `CASE WHEN ${right} > 0 THEN ${this.#real(e.right)} END`
            : this.cast(`nullif(${right}, 0)`, "real");
        return this.#quantised(`(${this.#real(e.left)} / ${divisor}${factor})`);
      }
      case "asRatio":
        return this.#quantised(`(${this.#real(e.argument)}${factor})`);
      case "cagr": {
        const [left, right] = [this.print(e.left), this.print(e.right)];
        const years = `${this.cast("1", "real")} / ${e.years}`;
        const root = `power(${this.#real(e.left)} / nullif(${this.#real(e.right)}, 0), ${years})`;
        const growth = `((floor(${root} * 1e8 + 0.5) - 1e8) / 1e8${factor})`;
        return `CASE WHEN ${left} > 0 AND ${right} > 0 AND ${root} < ${YEARLY_LIMIT} THEN ${this.#quantised(growth)} END`;
      }
    }
  }

  /** Before and after among texts (days written out) are by code points. */
  #textOrder(left: Ex, right: Ex): string {
    return left.ex === "text" || right.ex === "text" ? this.#d.codePoints : "";
  }

  #truth(e: Condition): string {
    switch (e.ex) {
      case "compare": {
        const sign = e.comparison === "!=" ? "<>" : e.comparison;
        const order = e.comparison === "=" || e.comparison === "!=" ? "" : this.#textOrder(e.left, e.right);
        return `(${this.#free(e.left)} ${sign} ${this.#free(e.right)}${order})`;
      }
      case "and":
      case "or":
        if (e.all.length === 0) return e.ex === "and" ? "TRUE" : "FALSE";
        return `(${e.all.map((c) => this.condition(c)).join(e.ex === "and" ? " AND " : " OR ")})`;
      case "not":
        return `(NOT ${this.condition(e.argument)})`;
      case "in":
        return e.values.length === 0
          ? `(CASE WHEN ${this.print(e.argument)} IS NOT NULL THEN FALSE END)`
          : `(${this.#free(e.argument)} IN (${e.values.map(textLiteral).join(", ")}))`;
      case "present":
        return `(${this.print(e.argument)} IS NOT NULL)`;
      case "absent":
        return `(${this.print(e.argument)} IS NULL)`;
      case "isTrue":
        return `((${this.condition(e.argument)}) IS TRUE)`;
    }
  }

  #choice(e: Choice): string {
    switch (e.ex) {
      case "case": {
        const ends = [...e.branches.map((b) => b.then), e.otherwise];
        if (ends.every((x) => x.ex === "missing")) return this.print({ ex: "missing" });
        const branches = e.branches.map((b) => `WHEN ${this.condition(b.when)} THEN ${this.#free(b.then)}`);
        return `CASE ${branches.join(" ")} ELSE ${this.#free(e.otherwise)} END`;
      }
      case "limit": {
        // a written comparison: `least` and `greatest` skip what is missing
        const [left, right] = [this.print(e.left), this.print(e.right)];
        const lesser = e.side === "cap" ? "<" : ">";
        return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN ${left} ${lesser} ${right} THEN ${left} ELSE ${right} END`;
      }
      case "firstOf":
        return `coalesce(${e.all.map((x) => this.print(x)).join(", ")})`;
    }
  }

  #partition(keys: readonly Ex[]): string {
    return keys.length === 0 ? "" : `PARTITION BY ${keys.map((k) => this.print(k)).join(", ")} `;
  }

  /** Nodes that read other rows, each without regard to the order in which rows arrive. */
  #neighbours(e: Neighbours): string {
    const of = this.print(e.of);
    switch (e.ex) {
      case "rank": {
        const over = `${this.#partition(e.partition)}ORDER BY ${of} ${e.descending ? "DESC" : "ASC"} NULLS LAST`;
        return `CASE WHEN ${of} IS NOT NULL THEN ${this.cast(`rank() OVER (${over})`, "integer")} END`;
      }
      case "peers":
        return `count(${of}) OVER (${this.#partition(e.partition)})`;
      case "before": {
        const order = this.#d.order(this.print(e.order), false);
        const over = `${this.#partition([e.partition])}ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;
        return this.cast(`coalesce(sum(${of}) OVER (${over}), 0)`, "integer");
      }
    }
  }

  #quantile(e: Kind<"quantile">): string {
    const [list, count] = [this.print(e.sorted), this.print(e.count)];
    const place = `((${count} - 1) * ${e.place})`;
    const whole = this.#d.divide(place, "100000000");
    const low = this.#d.element(list, `${whole} + 1`);
    const next = `coalesce(${this.#d.element(list, `${whole} + 2`)}, ${low})`;
    const part = `(${this.cast(`${next} - ${low}`, "wide")} * (${place} % 100000000) + 50000000)`;
    const value = `${low} + ${this.#d.divide(part, "100000000")}`;
    return `CASE WHEN ${count} > 0 THEN ${this.cast(value, "integer")} END`;
  }

  #sharePart(e: Kind<"sharePart">): string {
    const argument = this.#wide(e.argument);
    const upTo = (shares: string): string => this.#d.divide(`(${argument} * ${shares})`, "10000");
    const before = this.print(e.before);
    return this.cast(`${upTo(`(${before} + ${this.print(e.share)})`)} - ${upTo(before)}`, "integer");
  }
}
