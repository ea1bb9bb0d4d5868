/** Projects, requests and tasks of a chain, as the one who asks may see them. */
import type { BoardWork, ChainBoardAnswer } from "@lianzhang/contract";
import type { Chain, Procedure, Register } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import type { Condition, ListedCase, Values } from "@lianzhang/work";
import { nameField } from "@lianzhang/work";
import type { CaseDesk } from "../cases/desk.ts";
import { proceduresFor, rowFilter, seen } from "../cases/desk.ts";
import { codeLabel } from "../present.ts";

/** Cases looked at, and rows shown. */
const LOOKED = 500;
const SHOWN = 8;

type Work = ChainBoardAnswer["projects"];

/** Classifications of those who have a record in hand, the first that is filled in counts. */
const IN_HAND = ["department", "park", "county"] as const;

function unitOf({ model }: CaseDesk, register: Register | undefined, values: Values): Label | null {
  for (const classification of IN_HAND)
    for (const { id, type } of register?.attributes.values() ?? []) {
      const code = type.kind === "code" && type.classification === classification ? values[id] : undefined;
      if (typeof code === "string" && code !== "") return codeLabel(model, classification, code);
    }
  return null;
}

function workOut(desk: CaseDesk, procedure: Procedure, listed: ListedCase): BoardWork {
  const { case: found, values } = listed;
  const register = desk.model.registers.get(procedure.of);
  const field = register === undefined ? null : nameField(register);
  const shown = seen(desk, procedure.of, found.record.code, values);
  const name = field === null ? undefined : shown[field];
  const days = listed.dues.flatMap((d) => (d.due.kind === "due" ? [d.due] : []));
  const [due] = days.toSorted((a, b) => b.overdueDays - a.overdueDays || a.day - b.day);
  return {
    id: found.id,
    procedure: procedure.id,
    code: found.record.code,
    name: typeof name === "string" ? name : found.record.code,
    state: procedure.states.get(found.state)?.label ?? { zh: found.state, en: found.state },
    lists: listed.lists.flatMap((id) => procedure.lists.get(id)?.label ?? []),
    unit: unitOf(desk, register, shown),
    due: due === undefined ? null : formatDay(due.day),
    overdueDays: due?.overdueDays ?? 0,
  };
}

async function workOf(
  desk: CaseDesk,
  register: string,
  where: readonly Condition[],
  stuck: (row: BoardWork) => boolean,
): Promise<Work> {
  const procedure = proceduresFor(desk).find((p) => p.of === register);
  if (procedure === undefined) return null;
  await desk.tellReading(register, { board: true });
  const query = { procedure: procedure.id, where, limit: LOOKED };
  const answer = await desk.cases.list(query, desk.today, rowFilter(desk, register));
  const open = (answer.kind === "page" ? answer.cases : [])
    .filter((c) => procedure.states.get(c.case.state)?.kind.startsWith("final") !== true)
    .map((c) => workOut(desk, procedure, c));
  const rows = open.filter(stuck).toSorted((a, b) => b.overdueDays - a.overdueDays);
  return {
    open: open.length,
    overdue: open.filter((r) => r.overdueDays > 0).length,
    rows: rows.slice(0, SHOWN),
  };
}

const isStuck = (r: BoardWork): boolean => r.overdueDays > 0 || r.lists.length > 0;

/** Of the whole city, as far as the viewer's posts show it. */
export const stuckProjects = (desk: CaseDesk): Promise<Work> => workOf(desk, "project", [], isStuck);
export const openRequests = (desk: CaseDesk): Promise<Work> => workOf(desk, "request", [], () => true);

/** Overdue, or approved and not begun, begun and not built, built and not finished. */
export const projectsOf = (desk: CaseDesk, code: string): Promise<Work> =>
  workOf(desk, "project", [{ kind: "any", field: "project_chain", of: [code] }], isStuck);

export const requestsOf = (desk: CaseDesk, members: readonly string[]): Promise<Work> =>
  members.length === 0
    ? workOf(desk, "request", [{ kind: "any", field: "request_enterprise", of: ["-"] }], () => true)
    : workOf(desk, "request", [{ kind: "any", field: "request_enterprise", of: members }], () => true);

/** Tasks of the chain's clause. */
export const tasksOf = (desk: CaseDesk, chain: Chain): Promise<Work> =>
  workOf(
    desk,
    "task",
    [
      {
        kind: "any",
        field: "task_clause",
        of: [chain.clause, chain.clause.split("/").slice(0, 2).join("/")],
      },
    ],
    () => true,
  );
