/** 议定事项: what a meeting decided, what came of it, and the one act that makes tasks of it. */
import type { ChangeOutcome, ItemBody, OperationItem, TaskReportAnswer } from "@lianzhang/contract";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth } from "@lianzhang/kernel";
import type { ListedCase, ListedRecord } from "@lianzhang/work";
import { rowFilter } from "../cases/desk.ts";
import { tasksFrom } from "../cases/act.ts";
import type { Context } from "../context.ts";
import { badQuery } from "../errors.ts";
import { codeLabel, same } from "../present.ts";
import { namesOf } from "../registers/written.ts";
import type { OperationDesk } from "./desk.ts";
import { textIn } from "./desk.ts";
import { enter, ofMonth, requireOpenMonth } from "./kept.ts";
import { REGISTERS } from "./names.ts";

const TASK = "task";
const MOST = 500;

/** Tasks by the item they carry out, as far as the viewer may see them. */
async function tasksOf(
  desk: OperationDesk,
  items: readonly ListedRecord[],
): Promise<ReadonlyMap<string, ListedCase>> {
  const register = desk.model.registers.get(TASK);
  const linked = register?.attributes.has("task_item") === true && desk.model.procedures.has(TASK);
  if (items.length === 0 || !linked || desk.may(TASK) === null) return new Map();
  const where = [{ kind: "any", field: "task_item", of: items.map((i) => i.code) }] as const;
  const query = { procedure: TASK, where, limit: MOST };
  const found = await desk.cases.list(query, desk.today, rowFilter(desk, TASK));
  return new Map(
    (found.kind === "page" ? found.cases : []).flatMap((c): [string, ListedCase][] => {
      const item = textIn(c.values, "task_item");
      return item === null ? [] : [[item, c]];
    }),
  );
}

function taskOut(desk: OperationDesk, found: ListedCase | undefined): OperationItem["task"] {
  if (found === undefined) return null;
  const state = desk.model.procedures.get(TASK)?.states.get(found.case.state);
  const overdue = found.dues.flatMap((d) => (d.due.kind === "due" ? [d.due.overdueDays] : []));
  return {
    id: found.case.id,
    state: state?.label ?? same(found.case.state),
    done: state?.kind === "final_success",
    overdueDays: Math.max(0, ...overdue),
  };
}

/** The items of a month with what came of them. */
export async function itemsOf(
  context: Context,
  desk: OperationDesk,
  month: Month,
): Promise<readonly OperationItem[]> {
  const records = await ofMonth(desk, "item", "item_month", month);
  const register = desk.model.registers.get(REGISTERS.item);
  if (register === undefined) return [];
  const tasks = await tasksOf(desk, records);
  const names = await namesOf(
    desk,
    register,
    records.map((r) => r.values),
  );
  const label = (classification: string, code: string | null): Label | null =>
    code === null ? null : codeLabel(context.model, classification, code);
  return records.map(({ code, values }) => {
    const named = (field: string, target: string): Label | null => {
      const of = textIn(values, field);
      return of === null ? null : same(names[target]?.[of] ?? of);
    };
    const about = [
      { kind: "enterprise", label: named("item_enterprise", "enterprise") },
      { kind: "project", label: named("item_project", "project") },
      { kind: "county", label: label("county", textIn(values, "item_county")) },
      { kind: "chain", label: label("chain", textIn(values, "item_chain")) },
    ] as const;
    return {
      code,
      text: textIn(values, "item_text") ?? "",
      about: about.flatMap(({ kind, label: of }) => (of === null ? [] : [{ kind, label: of }])),
      department: label("department", textIn(values, "item_department")),
      due: textIn(values, "item_due"),
      paper: textIn(values, "item_paper"),
      task: taskOut(desk, tasks.get(code)),
    };
  });
}

/** POST /api/operation/:month/items */
export const addItem = (desk: OperationDesk, month: Month, asked: ItemBody): Promise<ChangeOutcome> =>
  enter(
    desk,
    "item",
    month,
    {
      item_text: asked.text,
      item_month: formatMonth(month),
      item_enterprise: asked.enterprise,
      item_project: asked.project,
      item_county: asked.county,
      item_chain: asked.chain,
      item_department: asked.department,
      item_due: asked.due,
    },
    "调度会议定",
  );

/**
 * POST /api/operation/:month/tasks: the items that are no tasks yet become tasks under the minutes' number. A task names
 * its item, the item the minutes.
 */
export async function makeTasks(
  context: Context,
  desk: OperationDesk,
  month: Month,
  paper: string,
): Promise<TaskReportAnswer> {
  await requireOpenMonth(desk, month);
  const open = (await ofMonth(desk, "item", "item_month", month)).filter(
    (r) => textIn(r.values, "item_paper") === null,
  );
  if (open.length === 0)
    throw badQuery(
      { zh: "没有待交办的议定事项", en: "there is nothing decided that is no task yet" },
      { zh: "先记下议定事项", en: "write down what was decided first" },
    );
  const text = (r: ListedRecord, field: string) => textIn(r.values, field) ?? "";
  const label = (classification: string, code: string): string =>
    code === "" ? "" : codeLabel(context.model, classification, code).zh;
  const table = [
    ["序号", "任务事项", "牵头单位", "完成时限", "县区", "议定事项编号"],
    ...open.map((r) => [
      r.code,
      text(r, "item_text"),
      label("department", text(r, "item_department")),
      text(r, "item_due"),
      label("county", text(r, "item_county")),
      r.code,
    ]),
  ];
  const report = await tasksFrom(desk, { kind: "paper", paper, table }, `议定事项交办:${paper}`);
  if (report.faults.length > 0) return report;
  for (const { id, version } of open)
    await desk.registers.change(desk.acting, REGISTERS.item, {
      id,
      version,
      edit: { kind: "change", from: desk.thisMonth, values: { item_paper: paper } },
      reason: `交办:${paper}`,
    });
  desk.changed(REGISTERS.item);
  return report;
}
