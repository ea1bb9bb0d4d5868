/** Items of a paper (任务分工方案, 议定事项) or targets of the decision, read into what a task says. Pure. */
import type { Classification, HeadTarget, Model, Register, Target } from "@lianzhang/definitions";
import { codeReader, headReader } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay, lastDay, month, monthPeriod, nearest, readDay } from "@lianzhang/kernel";
import type { WrittenValues } from "../registers/edit.ts";
import { shown } from "../registers/fault.ts";
import type { Table } from "../registers/table.ts";

/** Words of a paper that could not be read; they are kept with the task as written. */
export interface TaskNote {
  /** Code of the task; null: of the table as a whole. */
  readonly code: string | null;
  /** From 1, in the table; null for targets. */
  readonly row: number | null;
  readonly field: string;
  readonly found: string;
  readonly expected: Label;
  readonly hint: Label;
}

export interface TaskItem {
  /** The same for the same item of the same paper: importing it again changes nothing. */
  readonly code: string;
  readonly values: WrittenValues;
}

export interface TaskReading {
  readonly items: readonly TaskItem[];
  readonly notes: readonly TaskNote[];
}

const head = (id: string, ...names: readonly string[]): HeadTarget => ({
  id,
  names,
  number: null,
  needed: id === "title",
});

const HEADS: readonly HeadTarget[] = [
  head("no", "序号", "编号", "No."),
  head("title", "任务事项", "议定事项", "工作任务", "重点任务", "任务", "事项", "Task"),
  head("lead", "牵头单位", "责任单位", "牵头部门", "Lead unit"),
  head("support", "配合单位", "协办单位", "参与单位", "Supporting units"),
  head("due", "完成时限", "完成时间", "办结时限", "时限", "Due"),
  head("clause", "对应条款", "条款", "Clause"),
  head("county", "所在县区", "县区", "County"),
  head("target", "对应目标", "对应指标", "Target"),
  head("bound", "达标值", "Bound"),
  head("item", "议定事项编号", "Code of the decision"),
];

/** 2025年6月底前, 2025年底前: the last day of it. */
function dueOf(text: string): string | null {
  const exact = readDay(text);
  if (exact !== null) return formatDay(exact);
  const found = /^(\d{4})年(?:(\d{1,2})月)?(?:底|末)?(?:之?前)?$/.exec(
    text.normalize("NFKC").replaceAll(/\s/g, ""),
  );
  const [year, at] = [Number(found?.[1]), Number(found?.[2] ?? 12)];
  return found === null || at < 1 || at > 12 ? null : formatDay(lastDay(monthPeriod(month(year, at))));
}

const unitsIn = (cell: string): readonly string[] =>
  cell
    .split(/[、,,;;\n]/)
    .map((u) => u.trim())
    .filter((u) => u !== "");

/** Reads the cells of one item. */
class Item {
  readonly #model: Model;
  readonly #register: Register;
  readonly #code: string;
  readonly #row: number | null;
  readonly notes: TaskNote[] = [];
  readonly #written: string[] = [];

  constructor(model: Model, register: Register, code: string, row: number | null) {
    [this.#model, this.#register, this.#code, this.#row] = [model, register, code, row];
  }

  #classification(attribute: string): Classification | undefined {
    const type = this.#register.attributes.get(attribute)?.type;
    return type?.kind === "code" ? this.#model.classifications.get(type.classification) : undefined;
  }

  /** A code by its id or label; the city's departments are also written 市统计局. */
  #codeIn(attribute: string, name: string): string | null {
    const read = codeReader(this.#classification(attribute));
    return read(name) ?? read(name.replace(/^市/, ""));
  }

  #unread(field: string, head: string, found: string, expected: Label): void {
    const names = (this.#classification(field)?.codes ?? []).map((c) => c.label.zh);
    const near = nearest(found, names);
    const hint =
      near === null
        ? { zh: "原文已保留,请在任务中补填", en: "kept as written: fill it in at the task" }
        : { zh: `原文已保留;是否为「${near}」?`, en: `kept as written; did you mean ${near}?` };
    this.notes.push({ code: this.#code, row: this.#row, field, found: shown(found), expected, hint });
    this.#written.push(`${head}:${found}`);
  }

  code(field: string, head: string, cell: string): string | null {
    if (cell === "") return null;
    const code = this.#codeIn(field, cell);
    const label = this.#classification(field)?.label;
    if (code === null)
      this.#unread(field, head, cell, {
        zh: `「${label?.zh ?? field}」中的名称`,
        en: `a name of ${label?.en ?? field}`,
      });
    return code;
  }

  due(cell: string): string | null {
    if (cell === "") return null;
    const day = dueOf(cell);
    if (day === null)
      this.#unread("task_due", "完成时限", cell, { zh: "日期或年月底", en: "a day, or the end of a month" });
    return day;
  }

  /** The first unit that is known leads; the others of its cell support. */
  units(lead: string, support: string): { readonly lead: string | null; readonly support: string | null } {
    const [first, ...rest] = unitsIn(lead);
    const code = first === undefined ? null : this.code("task_department", "牵头单位", first);
    const labels = this.#classification("task_department")?.codes ?? [];
    const named = [...rest, ...unitsIn(support)].map((name) => {
      const found = this.code("task_department", "配合单位", name);
      return labels.find((c) => c.code === found)?.label.zh ?? name;
    });
    return { lead: code, support: named.length === 0 ? null : named.join("、") };
  }

  get written(): string | null {
    return this.#written.length === 0 ? null : this.#written.join(";");
  }
}

/** Only what the register has. */
const known = (register: Register, values: WrittenValues): WrittenValues =>
  Object.fromEntries(
    Object.entries(values).filter(([id, value]) => value !== null && register.attributes.has(id)),
  );

const keyOf = (text: string): string => text.normalize("NFKC").trim();

/** The codes of items: paper and number; where a number comes twice, its words as well. */
function codesFor(paper: string): (no: string, title: string) => string | null {
  const used = new Set<string>();
  return (no, title) => {
    const first = keyOf(`${paper}#${no === "" ? title : no}`);
    const code = used.has(first) ? keyOf(`${paper}#${no}/${title}`) : first;
    if (used.has(code)) return null;
    used.add(code);
    return code;
  };
}

const note = (row: number | null, field: string, found: string, expected: Label): TaskNote => ({
  code: null,
  row,
  field,
  found: shown(found),
  expected,
  hint: { zh: "改正后再导入", en: "correct it and import again" },
});

/** Reads a table of items under a paper's number or title. */
export function readPaper(model: Model, register: Register, paper: string, table: Table): TaskReading {
  const read = headReader(HEADS);
  const titled = (cell: string): boolean => {
    const reading = read(cell);
    return cell.trim() !== "" && reading.kind === "column" && reading.target.id === "title";
  };
  // titles and dates may stand above
  const index = Math.max(
    0,
    table.slice(0, 20).findIndex((cells) => cells.some(titled)),
  );
  const notes: TaskNote[] = [];
  const columns = new Map<string, number>();
  for (const [i, cell] of (table[index] ?? []).entries()) {
    if (cell.trim() === "") continue;
    const reading = read(cell);
    if (reading.kind === "column" && !columns.has(reading.target.id)) columns.set(reading.target.id, i);
    else
      notes.push(
        note(index + 1, "head", cell, {
          zh: "任务表的列名,每列一次",
          en: "a head of a table of tasks, once",
        }),
      );
  }
  if (!columns.has("title"))
    return {
      items: [],
      notes: [
        ...notes,
        note(index + 1, "head", (table[index] ?? []).join(" "), {
          zh: "含「任务事项」列的表头",
          en: "a head with a column 任务事项",
        }),
      ],
    };
  const codeOf = codesFor(paper);
  const items: TaskItem[] = [];
  for (const [i, cells] of table.slice(index + 1).entries()) {
    const cell = (id: string): string => (cells[columns.get(id) ?? -1] ?? "").trim();
    const row = index + 2 + i;
    const title = cell("title");
    if (title === "") {
      const rest = cells.join(" ").trim();
      if (rest !== "")
        notes.push(note(row, "task_title", rest, { zh: "任务事项", en: "what is to be done" }));
      continue;
    }
    const code = codeOf(cell("no"), title);
    if (code === null) {
      notes.push(note(row, "code", title, { zh: "每项任务一行", en: "one row a task" }));
      continue;
    }
    const item = new Item(model, register, code, row);
    const { lead, support } = item.units(cell("lead"), cell("support"));
    const values = {
      task_title: title,
      task_source: paper.trim(),
      task_clause: cell("clause") || null,
      task_department: lead,
      task_support: support,
      task_county: item.code("task_county", "县区", cell("county")),
      task_due: item.due(cell("due")),
      task_target: cell("target") || null,
      task_bound: cell("bound") || null,
      task_item: cell("item") || null,
      task_written: item.written,
    };
    items.push({ code, values: known(register, values) });
    notes.push(...item.notes);
  }
  return { items, notes };
}

function targetItem(
  model: Model,
  register: Register,
  target: Target,
): TaskItem & { readonly notes: readonly TaskNote[] } {
  const code = `target:${target.id}`;
  const item = new Item(model, register, code, null);
  const values = {
    task_title: target.label.zh,
    task_source: target.quote === null ? `决定 ${target.clause}` : `决定 ${target.clause}「${target.quote}」`,
    task_clause: target.clause,
    task_department: target.owner === null ? null : item.code("task_department", "牵头单位", target.owner),
    task_due: `${target.by}-12-31`,
    task_target: target.id,
    task_bound: target.bound.text,
    task_written: item.written,
  };
  return { code, values: known(register, values), notes: item.notes };
}

/** Targets of the decision as tasks: nothing of them is typed again. */
export function readTargets(model: Model, register: Register, ids: readonly string[] | "all"): TaskReading {
  const wanted = ids === "all" ? [...model.targets.keys()] : ids;
  const found = wanted.flatMap((id) => model.targets.get(id) ?? []);
  const items = found.map((t) => targetItem(model, register, t));
  const lost = wanted.filter((id) => !model.targets.has(id));
  return {
    items: items.map(({ code, values }) => ({ code, values })),
    notes: [
      ...items.flatMap((i) => i.notes),
      ...lost.map((id) =>
        note(null, "task_target", id, { zh: "决定中的目标", en: "a target of the decision" }),
      ),
    ],
  };
}
