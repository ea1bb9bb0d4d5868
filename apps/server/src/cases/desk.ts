/** The desk of the one who asks, with the cases as this person may see them. */
import type { Model, Procedure } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import type { Cases, Exact, RowFilter, Values, Viewer } from "@lianzhang/work";
import { fieldSight, predicateOf, rowRule } from "@lianzhang/work";
import { nearest } from "@lianzhang/kernel";
import { notFound } from "../errors.ts";
import type { Desk } from "../registers/desk.ts";

export interface CaseDesk extends Desk {
  readonly cases: Cases;
  readonly viewer: Viewer;
  readonly today: Day;
  /** Tells the chain of a reading of confidential rows, before they are given out; nothing for other registers. */
  tellReading(register: string, asked: Exact): Promise<void>;
  /** Names of people by id, for those who did something. */
  names(): Promise<ReadonlyMap<string, string>>;
}

/** Rows of the register that this person may read. */
export const rowFilter = ({ model, viewer }: CaseDesk, register: string): RowFilter => {
  const rule = rowRule(model.policy, model, viewer, register, "read");
  return (p) => predicateOf(rule, p);
};

/** Values as this person sees them; `latest`: those of the record's last spell. */
export const seen = (
  { model, viewer }: CaseDesk,
  register: string,
  code: string,
  values: Values,
  latest: Values = values,
): Values => fieldSight(model.policy, model, viewer, register).shown({ code, values: latest }, values);

/** Procedures whose records this person may read, in the order of the folder. */
export const proceduresFor = (desk: CaseDesk): readonly Procedure[] =>
  [...desk.model.procedures.values()].filter((p) => desk.may(p.of) !== null);

/** The procedure, when it is there for the one who asks. Throws ApiProblem 404. */
export function procedureFor(desk: CaseDesk, id: string): Procedure {
  const found = proceduresFor(desk).find((p) => p.id === id);
  if (found !== undefined) return found;
  const known = proceduresFor(desk).map((p) => p.id);
  throw notFound({ zh: "办理流程", en: "procedure" }, id, nearest(id, known));
}

/** The label of a role, or its id. */
export const roleLabel = (model: Model, role: string): { readonly zh: string; readonly en: string } =>
  model.roles.get(role)?.label ?? { zh: role, en: role };
