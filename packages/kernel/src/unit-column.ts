/** How the texts of a column in one unit become the stored integers of a field declared in another. */
import type { NumberColumn } from "./cell-text.ts";
import { RATIO_ONE } from "./number.ts";
import { multiply, rational } from "./rational.ts";
import type { Unit } from "./unit.ts";
import { conversion, declaredFits, isDimensionless, PERCENT } from "./unit.ts";

/** `mass` fits `mass[COD]`: a head says tons, the field says of what. */
const untagged = (unit: Unit): Unit => ({
  ...unit,
  dimension: Object.fromEntries(Object.entries(unit.dimension).map(([b, e]) => [b.replace(/\[.*$/, ""), e])),
});

/** Whether a column headed in `head` can hold a field declared in `field`. */
export const unitFits = (head: Unit, field: Unit): boolean =>
  declaredFits(head, field.dimension) ||
  (!Object.keys(head.dimension).some((b) => b.includes("[")) &&
    declaredFits(head, untagged(field).dimension));

/** The column of a field declared in `declared` whose cells are in `unit`; `unitFits` must hold. */
export function columnIn(numeric: "exact" | "ratio", declared: Unit, unit: Unit): NumberColumn {
  const factor =
    numeric === "exact" ? unit.toMinor : multiply(conversion(unit, declared), rational(RATIO_ONE));
  const percentFactor =
    numeric === "ratio" && isDimensionless(declared.dimension)
      ? multiply(conversion(PERCENT, declared), rational(RATIO_ONE))
      : null;
  return { factor, percentFactor, unit: unit.text };
}
