/** Gates and derived lists: conditions over the register's rows, checked for type, purpose and sense. */
import type { BooleanCore } from "@lianzhang/formula";
import { closure } from "@lianzhang/formula";
import { labelOf } from "../common.ts";
import { checkCondition } from "../formulas.ts";
import type { Loading } from "../loading.ts";
import type { Use } from "../model.ts";
import { checkCleared } from "../purpose.ts";
import type { Entry, Path } from "../source/entry.ts";
import type { Gate } from "./model.ts";
import { satisfiable } from "./satisfiable.ts";
import type { GateInput, MoveInput } from "./written.ts";

/** A condition about the register's records that may serve the use; null after a report. */
export function conditionOn(
  register: string,
  text: string,
  use: Use,
  what: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): BooleanCore | null {
  if (!loading.registers.has(register)) return null;
  const rule = checkCondition(text, register, entry, path, loading);
  if (rule === null) return null;
  checkCleared(rule, use, what, entry.at(...path), loading);
  if (satisfiable([rule])) return rule;
  const hint = "no record can ever meet it: mend the condition";
  loading.add("LZ2067", entry.at(...path), `${what}: "${text}" is always false`, hint);
  return null;
}

/** The gates of a move; they are also tried together, since all of them must hold. */
export function gatesOf(
  input: MoveInput,
  register: string,
  entry: Entry,
  path: Path,
  loading: Loading,
): Gate[] {
  const { gate } = input;
  const single = typeof gate === "string" || "if" in gate;
  const written = single ? [gate] : gate;
  const place = (i: number): Path => (single ? [...path, "gate"] : [...path, "gate", i]);
  const gates = written.flatMap((g, i) => gateOf(g, register, entry, place(i), loading) ?? []);
  if (gates.length === written.length && gates.length > 1 && !satisfiable(gates.map((g) => g.rule)))
    loading.add(
      "LZ2067",
      entry.keyAt(...path, "gate"),
      "the gates of this move cannot all hold for one record",
      "mend the conditions that exclude each other",
    );
  return gates;
}

function gateOf(input: GateInput, register: string, entry: Entry, path: Path, loading: Loading): Gate | null {
  const text = typeof input === "string" ? input : input.if;
  const at = typeof input === "string" ? path : [...path, "if"];
  const say =
    typeof input === "string" ? null : labelOf(input.say, undefined, entry, [...path, "say"], loading);
  const rule = conditionOn(register, text, "gate", `procedure ${entry.id}`, entry, at, loading);
  return rule && { rule, text, say, touches: [...closure(rule)].filter((t) => t.includes(".")).sort() };
}
