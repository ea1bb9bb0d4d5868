/** What one subject brings to a cell that counts by share, replayed alone. */
import type { Leaves, Question } from "@lianzhang/formula";
import { evaluateNumber } from "@lianzhang/formula";
import type { Value } from "@lianzhang/kernel";
import type { MemoryLeaves } from "./leaves.ts";
import type { Aggregate } from "./need.ts";

/** The leaves of one subject as if nobody else were there; aggregates are taken over it. */
const alone = (memory: MemoryLeaves, subject: string): Leaves => ({
  field: (form, field, of, period) => memory.field(form, field, of, period),
  attribute: (register, attribute, of, period, asOf) =>
    memory.attribute(register, attribute, of, period, asOf),
  memberships: (membership, of, period, asOf) => memory.memberships(membership, of, period, asOf),
  countRule: (membership) => memory.countRule(membership),
  parameter: (parameter, period, on) => memory.parameter(parameter, period, on),
  horizon: () => memory.horizon(),
  inner: (node, question) => memory.inner(node, question),
  population: () => [subject],
  expected: (form, of, period) => memory.expected(form, of, period),
  reported: (form, of, period) => memory.reported(form, of, period),
});

/** The part of the subject's value that counts in the cell: the parts of all subjects add up to the cell's sum. */
export function countedPart(core: Aggregate, memory: MemoryLeaves, cell: Question, subject: string): Value {
  const sum: Aggregate = { ...core, fn: "sum", where: null };
  return evaluateNumber(sum, alone(memory, subject), { ...cell, subject: null }).value;
}

/** Of 10,000, how much of the subject counts in the cell's code; null where it counts whole. */
export function shareOf(memory: MemoryLeaves, cell: Question, subject: string): number | null {
  for (const g of cell.group) {
    if (g.kind !== "membership" || g.code === null || memory.countRule(g.key) !== "share") continue;
    const found = memory.memberships(g.key, subject, cell.period).find((m) => m.code === g.code);
    return found?.share ?? null;
  }
  return null;
}
