/** Values as written in a scenario, in the representation the engine computes with. */
import type { Attribute, Indicator, Placed, PlacedText } from "@lianzhang/definitions";
import { amountOf } from "@lianzhang/definitions";
import type { Environment, NumberType } from "@lianzhang/formula";
import { formatDay, isExactDimension, nearest, parseDay } from "@lianzhang/kernel";
import type { AttributeCell } from "./change.ts";
import type { Problems } from "./problems.ts";
import { scalarOf } from "./tree.ts";

/** An amount with or without its unit. */
export function amountIn(
  node: Placed,
  type: Pick<NumberType, "numeric" | "unit">,
  name: string,
  problems: Problems,
): bigint | null {
  const cell = scalarOf(node, name, problems);
  if (cell === null) return null;
  if (typeof cell.value !== "string")
    return problems.add(
      "LZ5203",
      cell.place,
      `${name}: a number is missing here`,
      `write it in ${type.unit.text}`,
    );
  const read = amountOf(cell.value, type);
  return read.ok ? read.value : problems.add("LZ5203", cell.place, `${name}: ${read.message}`, read.hint);
}

/** How an indicator's figure counts: as its checked formula does, or as its unit says. */
export const typeOf = (indicator: Indicator): NumberType =>
  indicator.body?.type ?? {
    kind: "number",
    subject: indicator.of,
    grain: indicator.of === null ? "group" : "row",
    time: { kind: "none" },
    unit: indicator.unit,
    price: null,
    numeric: isExactDimension(indicator.unit.dimension) ? "exact" : "ratio",
    share: indicator.unit.text === "%" || indicator.unit.text === "‰",
  };

/** An attribute's value; `null` in the file is unknown, `undefined` here is a mistake that was reported. */
export function attributeCell(
  node: Placed,
  attribute: Attribute,
  environment: Environment,
  problems: Problems,
): AttributeCell | undefined {
  const cell = scalarOf(node, attribute.id, problems);
  if (cell === null) return undefined;
  if (cell.value === null) return null;
  const { type } = attribute;
  const wrong = (expected: string): undefined => {
    const found = `${attribute.id}: "${String(cell.value)}" is not ${expected}`;
    problems.add("LZ5203", cell.place, found, null);
    return undefined;
  };
  if (type.kind === "boolean") return typeof cell.value === "boolean" ? cell.value : wrong("true or false");
  if (typeof cell.value !== "string") return wrong("a value of this attribute");
  switch (type.kind) {
    case "number":
      return amountIn(node, type.type, attribute.id, problems) ?? undefined;
    case "code":
      return codeOf(cell, cell.value, type.classification, environment, problems);
    case "date": {
      const day = parseDay(cell.value);
      return day === null ? wrong("a day as 2025-06-30") : formatDay(day);
    }
    case "subject":
    case "text":
      return cell.value;
  }
}

export function codeOf(
  cell: PlacedText,
  written: string,
  classification: string,
  environment: Environment,
  problems: Problems,
): string | undefined {
  const code = environment.code(classification, written);
  if (code !== null) return code;
  const near = nearest(written, environment.codeNames(classification));
  problems.add(
    "LZ5202",
    cell.place,
    `there is no code "${written}" in ${classification}`,
    near === null ? null : `did you mean ${near}?`,
  );
  return undefined;
}
