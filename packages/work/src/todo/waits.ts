/** What a case waits for a person to do. Pure; the same rule as the list of what waits for somebody (`mineSql`). */
import type { Model, Procedure } from "@lianzhang/definitions";
import { nameField } from "../registers/list.ts";
import type { Viewer } from "../access/viewer.ts";
import { seenValues } from "../access/fields.ts";
import { coversValues } from "../access/rows.ts";
import { rowRule } from "../access/rules.ts";
import type { Case, Pending } from "../cases/case.ts";
import { registerOf } from "../cases/ground.ts";
import { makersAmong, signersAmong } from "../cases/scopes.ts";
import type { Values } from "../registers/record.ts";

export interface Waiting {
  readonly case: Case;
  readonly values: Values;
  readonly pending: Pending | null;
  /** Whether the record is, or is of, a firm under secrecy. */
  readonly secret: boolean;
}

/** Signing a move, taking up what is new, or going on with it; null: it waits for others. */
export type Wait = "sign" | "take_up" | "go_on";

export function waitFor(
  model: Model,
  procedure: Procedure,
  { case: found, values, pending }: Waiting,
  viewer: Viewer,
): Wait | null {
  if (pending !== null) {
    const roles = pending.signatures.filter((s) => s.person === null).map((s) => s.role);
    return signersAmong(model, procedure, pending, roles, values, viewer).length > 0 ? "sign" : null;
  }
  const forward = procedure.moves.filter(
    (m) =>
      m.from.includes(found.state) &&
      !m.returns &&
      procedure.states.get(m.to)?.kind !== "final_failure" &&
      makersAmong(model, procedure, m, values, viewer).length > 0,
  );
  if (forward.length === 0) return null;
  return found.state === procedure.initial ? "take_up" : "go_on";
}

const SAYS: Readonly<Record<Wait, string>> = { sign: "待会签", take_up: "待受理", go_on: "待办理" };

/**
 * The title of a to-do, with what this viewer may see of the record: it leaves the product. Null: not even that there is
 * such a record.
 */
export function titleFor(
  model: Model,
  procedure: Procedure,
  { case: found, values, secret }: Waiting,
  viewer: Viewer,
  wait: Wait,
): string | null {
  const register = registerOf(model, procedure);
  const { code } = found.record;
  const rule = rowRule(model.policy, model, viewer, register.id, "read");
  if (!coversValues(rule, { code, values }, { secretFirm: () => secret })) return null;
  const field = nameField(register);
  const seen = seenValues(model.policy, model, viewer, register.id, { code, values });
  const name = field === null ? undefined : seen[field];
  const state = procedure.states.get(found.state)?.label.zh ?? found.state;
  return `${procedure.label.zh}${SAYS[wait]}:${typeof name === "string" ? name : code}(${state})`;
}
