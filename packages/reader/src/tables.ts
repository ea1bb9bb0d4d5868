/** Tables: rows of indicators with columns of years, and rows of tasks with columns of units. */
import type { Block, ResponsibleUnit, Role } from "./responsible.ts";
import { blocksOf } from "./responsible.ts";
import type { YearScope } from "./scope.ts";
import { compare } from "./comparator.ts";
import { indicatorOf, kindOf, subjectOf } from "./indicator.ts";
import { quantitiesOf } from "./quantity.ts";
import type { Found } from "./target.ts";
import { targetsOf } from "./targets.ts";
import type { Paragraph } from "./text.ts";
import { unitAt } from "./units.ts";
import { headingYear } from "./years.ts";

export interface TableRow {
  readonly targets: (scope: YearScope) => readonly Found[];
  readonly block: Block | null;
  /** The cell that says what is to be done, where units stand beside it. */
  readonly task: TaskCell | null;
}

export interface TaskCell {
  readonly from: number;
  readonly to: number;
  /** What the column of clauses says. */
  readonly clause: string | null;
}

interface Cell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const cellsOf = (p: Paragraph): Cell[] =>
  (p.cells ?? []).map((c) => ({ text: p.text.slice(c.from, c.to), from: c.from, to: c.to }));

type Column =
  | { readonly is: "name" }
  | { readonly is: "unit" }
  | {
      readonly is: "target";
      readonly year: number | null;
      readonly unit: string | null;
      /** What the column counts, where its head says more than a year: 2027年综合产值. */
      readonly of: string;
      readonly growth: boolean;
    }
  | { readonly is: "responsible"; readonly role: Role }
  | { readonly is: "due" }
  | { readonly is: "task" }
  | { readonly is: "clause" }
  | { readonly is: "other" };

const UNIT_IN = /[(（]([^()（）]{1,12})[)）]$/;

const countedBy = (head: string): string =>
  head
    .replace(UNIT_IN, "")
    .replace(/(?:20\d\d年?|[“"]?十[四五六]五[”"]?)(?:底|末|期末)?(?:[-—至]20\d\d年?)?/g, "")
    .replace(
      /目标值?|预期值?|计划(?:值|数)?|任务数?|年均(?:增长|增速)?|累计|增长率?|增速|数值|合计|[〔[(（][^〕\])）]*[〕\])）]/g,
      "",
    );

function columnOf(head: string): Column {
  // a person is no unit
  if (/领导|负责人|联系人|链长|责任人/.test(head)) return { is: "other" };
  if (/^单位$|计量单位|^单位[(（]/.test(head)) return { is: "unit" };
  if (/牵头|主办/.test(head)) return { is: "responsible", role: "lead" };
  if (/配合|协办|参与|参加|支持单位/.test(head)) return { is: "responsible", role: "support" };
  if (/责任单位|责任部门|负责单位/.test(head)) return { is: "responsible", role: "shared" };
  if (/实施单位|落实单位|承办/.test(head)) return { is: "responsible", role: "implement" };
  if (/时限|完成时间|时间节点/.test(head)) return { is: "due" };
  if (/条款$|^条文|对应条/.test(head)) return { is: "clause" };
  if (
    /^(?:地区|区域|县区|区县|市州|园区|单位名称|县[(].*[)])$|指标(?:名称)?$|^名称$|^项目$|指标类别/.test(head)
  )
    return { is: "name" };
  if (/任务|措施|内容|举措|事项/.test(head)) return { is: "task" };
  const base = /基期|现状|实际|完成值|完成情况|基数|属性|性质|类型|备注|序号/.test(head);
  if (!base && /目标|20\d\d年|年均|累计|预期|计划/.test(head))
    return {
      is: "target",
      year: headingYear(head),
      unit: UNIT_IN.exec(head)?.[1] ?? null,
      of: countedBy(head),
      growth: /年均|增速|增长/.test(head),
    };
  return { is: "other" };
}

const isHead = (cells: readonly Cell[]): boolean => {
  const columns = cells.map((c) => columnOf(c.text));
  return (
    cells.length >= 2 &&
    cells.every((c) => c.text.length <= 24) &&
    columns.filter((c) => c.is !== "other").length >= 2 &&
    !cells.some((c) => /^[\d.,%]+$/.test(c.text))
  );
};

/** The rows of every table by their paragraph. */
export function tablesOf(paragraphs: readonly Paragraph[]): ReadonlyMap<number, TableRow> {
  const rows = new Map<number, TableRow>();
  let columns: readonly Column[] | null = null;
  let caption = "";
  for (const [i, p] of paragraphs.entries()) {
    if (!p.cells) {
      columns = null;
      caption = p.text.length < 60 ? caption + p.text : "";
      continue;
    }
    const cells = cellsOf(p);
    if (isHead(cells)) columns = cells.map((c) => columnOf(c.text));
    else if (columns) rows.set(i, rowOf(p, cells, columns, caption));
    else
      rows.set(i, {
        targets: (scope) => targetsOf(p.text, scope, "").targets,
        block: blocksOf(p.text)[0] ?? null,
        task: null,
      });
  }
  return rows;
}

function rowOf(p: Paragraph, cells: readonly Cell[], columns: readonly Column[], caption: string): TableRow {
  // a first cell that is merged over several rows is missing from the later ones
  const shift = columns.length - cells.length;
  const column = (i: number): Column => columns[i + Math.max(0, shift)] ?? { is: "other" };
  return {
    block: blockOf(cells, column),
    task: taskOf(cells, column, columns),
    targets: (scope) => {
      const named = cells.findIndex((c, i) => column(i).is === "name" && c.text !== "");
      const values = columns.some((c) => c.is === "target");
      if (!values || columns.some((c) => c.is === "responsible"))
        return cells.flatMap((cell, i) => {
          const head = column(i);
          if (head.is === "responsible" || head.is === "due") return [];
          const aim = head.is === "target";
          const carried = (aim ? head.year : null) ?? scope.carried;
          return shifted(targetsOf(cell.text, { ...scope, carried }, "", 0, aim), cell.from);
        });
      const name = cells[named] ?? cells.find((c) => /[\u4e00-\u9fff]{2}/.test(c.text));
      return name ? valueCells(p, cells, column, name, scope, caption) : [];
    },
  };
}

/** Of several columns of tasks (重点任务, 具体措施) the wordiest; without one the wordiest beside the units. */
function taskOf(
  cells: readonly Cell[],
  column: (i: number) => Column,
  columns: readonly Column[],
): TaskCell | null {
  if (!columns.some((c) => c.is === "responsible")) return null;
  const of = (is: Column["is"]): Cell[] =>
    cells.filter((c, i) => column(i).is === is && /[\u4e00-\u9fff]/.test(c.text));
  const named = of("task");
  const [said] = (named.length > 0 ? named : of("other")).toSorted((a, b) => b.text.length - a.text.length);
  const clause = cells.find((_, i) => column(i).is === "clause")?.text ?? "";
  return said ? { from: said.from, to: said.to, clause: clause === "" ? null : clause } : null;
}

const shifted = (read: { readonly targets: readonly Found[] }, by: number): Found[] =>
  read.targets.map((t) => ({ ...t, from: t.from + by, to: t.to + by }));

function valueCells(
  p: Paragraph,
  cells: readonly Cell[],
  column: (i: number) => Column,
  name: Cell,
  scope: YearScope,
  caption: string,
): Found[] {
  const unitCell = cells.find((_, i) => column(i).is === "unit")?.text;
  const inName = UNIT_IN.exec(name.text)?.[1];
  const inCaption = captionUnits(caption, cells, column);
  return cells
    .flatMap((cell, i): Found[] => {
      const head = column(i);
      if (head.is !== "target" || cell === name || !/\d/.test(cell.text)) return [];
      if (head.year !== null && scope.first !== null && head.year < scope.first) return [];
      const unit =
        [head.unit, unitCell, inName, inCaption.get(head.of)].find(
          (u) => u !== undefined && u !== null && unitLike(u),
        ) ?? "";
      const bare = /^(?:[≥>≧≤<＞＜~约]|[[〔])?[\d.,]+(?:[\]〕])?(?:左右|以上|以内|以下)?$/.test(
        cell.text.replace(/[%]$/, ""),
      );
      const text =
        bare && !/%/.test(cell.text)
          ? cell.text.replace(/([\d.,]+[\]〕]?)/, `$1${unit}`).replace(/[[\]〔〕]/g, "")
          : cell.text;
      const q = quantitiesOf(text)[0];
      if (!q) return [];
      const left = text.slice(0, q.from);
      const compared = compare(left, q, text.slice(q.to));
      const sign = /[≥≧]/.test(left)
        ? ">="
        : />/.test(left)
          ? ">"
          : /≤/.test(left)
            ? "<="
            : /</.test(left)
              ? "<"
              : compared.comparator;
      const indicator = name.text.replace(UNIT_IN, "").replace(/^\d+[.、]?/, "");
      return [
        {
          from: name.from,
          to: cell.to,
          indicator: indicator === "" ? indicatorOf(left, "", q) : indicator + head.of,
          subject: subjectOf(indicator, ""),
          comparator: sign,
          value: q.value,
          high: q.high,
          unit: q.unit,
          year: head.year ?? scope.carried ?? scope.given,
          kind: kindOf(head.growth || /增长|增速|降低|下降/.test(name.text) ? "增长" : "", q),
          reference: null,
          per: null,
        },
      ];
    })
    .filter((t) => t.from <= t.to && p.text.length > 0);
}

/** 单位：万亩、亿元 over columns of two things: each its own, in their order; one unit is of all. */
function captionUnits(
  caption: string,
  cells: readonly Cell[],
  column: (i: number) => Column,
): ReadonlyMap<string, string> {
  const units = (/单位:([^)）,;]+)/.exec(caption)?.[1] ?? "").split("、").filter((u) => u !== "");
  const counted = [
    ...new Set(
      cells.flatMap((_, i) => {
        const head = column(i);
        return head.is === "target" ? [head.of] : [];
      }),
    ),
  ];
  if (units.length === 1) return new Map(counted.map((of) => [of, units[0] ?? ""]));
  return new Map(units.length === counted.length ? counted.map((of, i) => [of, units[i] ?? ""]) : []);
}

const unitLike = (u: string): boolean => quantitiesOf(`1${u}`).length > 0 || unitAt(u, 0) !== null;

function blockOf(cells: readonly Cell[], column: (i: number) => Column): Block | null {
  const units: ResponsibleUnit[] = [];
  let due: string | null = null;
  let from = Infinity;
  let to = 0;
  for (const [i, cell] of cells.entries()) {
    const head = column(i);
    if (head.is === "due" && cell.text !== "") due = cell.text;
    if (head.is !== "responsible" || cell.text === "" || cell.text === "/" || cell.text === "-") continue;
    const label =
      head.role === "lead"
        ? "牵头单位:"
        : head.role === "support"
          ? "配合单位:"
          : head.role === "implement"
            ? "实施单位:"
            : "责任单位:";
    units.push(...(blocksOf(label + cell.text)[0]?.units ?? []));
    from = Math.min(from, cell.from);
    to = Math.max(to, cell.to);
  }
  return units.length > 0 ? { from, to, units, due } : null;
}
