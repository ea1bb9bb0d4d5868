/** Tasks from papers: each item becomes a record and a case, once. */
import type { Acting } from "../audit/link.ts";
import { WorkError } from "../errors.ts";
import { isTaken, openWithin } from "../registers/keep.ts";
import { readValue } from "../registers/read-value.ts";
import type { RegisterRecord } from "../registers/record.ts";
import { recordsOf } from "../registers/rows.ts";
import { settled } from "../registers/settle.ts";
import type { Table } from "../registers/table.ts";
import { beginCase, keepingOf } from "./begin.ts";
import type { CaseFault } from "./case.ts";
import type { Ground } from "./ground.ts";
import { dayNow, monthOf, procedureIn, registerOf } from "./ground.ts";
import { latest } from "./leaves.ts";
import type { TaskItem, TaskNote } from "./paper.ts";
import { readPaper, readTargets } from "./paper.ts";

export interface TaskOrder {
  /** The procedure of tasks; its register has `task_title`, `task_source` and those it wants of the others. */
  readonly procedure: string;
  readonly from:
    /** 任务分工方案, 议定事项: `paper` is its 文号, or its title and day. */
    | { readonly kind: "paper"; readonly paper: string; readonly table: Table }
    /** Targets of the decision. */
    | { readonly kind: "targets"; readonly targets: readonly string[] | "all" };
  readonly reason: string;
}

export interface TaskReport {
  /** Codes. */
  readonly opened: readonly string[];
  /** Imported before, from the same item of the same paper. */
  readonly unchanged: readonly string[];
  /** Imported before, and the paper now says something else: nothing was changed. */
  readonly different: readonly string[];
  /** What could not be read; it stands with its task as written. */
  readonly notes: readonly TaskNote[];
  /** When anything is here nothing was opened. */
  readonly faults: readonly CaseFault[];
}

const TRIES = 5;

/** Imports tasks. The same paper again changes nothing. */
export async function importTasks(ground: Ground, acting: Acting, order: TaskOrder): Promise<TaskReport> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(ground, acting, order);
    } catch (error) {
      // somebody imported the same paper in the same moment: now its tasks are there
      const again = error instanceof WorkError && isTaken(error.cause) && tries < TRIES;
      if (!again) throw error;
    }
  }
}

function once(ground: Ground, acting: Acting, order: TaskOrder): Promise<TaskReport> {
  const { model } = ground;
  const procedure = procedureIn(model, order.procedure);
  const register = registerOf(model, procedure);
  const { from } = order;
  const { items, notes } =
    from.kind === "paper"
      ? readPaper(model, register, from.paper, from.table)
      : readTargets(model, register, from.targets);
  const today = dayNow(ground.clock);
  const keeping = keepingOf(ground);
  /** Whether the record still says what the item says; what was filled in since at the task is its own. */
  const says = (record: RegisterRecord, item: TaskItem): boolean =>
    ["task_title", "task_due", "task_department"].every((field) => {
      const [attribute, written] = [register.attributes.get(field), item.values[field]];
      if (attribute === undefined || written === undefined) return true;
      const read = readValue(model, attribute, written);
      return read.ok && read.value === latest(record.spells)[field];
    });
  return settled<TaskReport>((leave) =>
    ground.trail.change(acting, async (change) => {
      const there = await recordsOf(
        change,
        register.id,
        items.map((i) => i.code),
      );
      const byCode = new Map(there.map((r) => [r.code, r]));
      const fresh = items.filter((i) => !byCode.has(i.code));
      const report = {
        opened: fresh.map((i) => i.code),
        unchanged: items.filter((i) => byCode.has(i.code)).map((i) => i.code),
        different: items
          .filter((i) => {
            const record = byCode.get(i.code);
            return record !== undefined && !says(record, i);
          })
          .map((i) => i.code),
        notes,
      };
      const faults: CaseFault[] = [];
      for (const { code, values } of fresh) {
        const record = { code, since: monthOf(today), values, reason: order.reason };
        const outcome = await openWithin(change, keeping, register, record);
        if (outcome.kind === "refused") {
          faults.push(...outcome.faults);
          continue;
        }
        const where = { state: procedure.initial, entered: today, reason: order.reason };
        await beginCase(change, ground, procedure, outcome.record, where);
      }
      if (faults.length > 0) return leave({ ...report, opened: [], faults });
      return fresh.length === 0 ? leave({ ...report, faults }) : { ...report, faults };
    }),
  );
}
