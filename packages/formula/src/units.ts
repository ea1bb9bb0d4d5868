/** The unit a literal asks of what it is compared with. */
import type { Unit } from "@lianzhang/kernel";
import { parseUnit } from "@lianzhang/kernel";
import type { Ast } from "./ast.ts";

/** The unit a literal on the other side asks for, so that `a / b >= 3%` is measured in per cent. */
export const literalUnit = (ast: Ast): Unit | null => {
  if (ast.kind === "unary") return literalUnit(ast.argument);
  if (ast.kind !== "number" || ast.unit === null) return null;
  const parsed = parseUnit(ast.unit);
  return parsed.ok ? parsed.unit : null;
};
