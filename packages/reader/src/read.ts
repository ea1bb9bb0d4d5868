/** The text of a decision as clauses, targets and responsible units. Pure: text in, plain data out. */
import { dayOfDue } from "./deeds.ts";
import type { Head } from "./head.ts";
import { headOf } from "./head.ts";
import type { Scopes } from "./heading-scopes.ts";
import { nowOf, scopesOf } from "./heading-scopes.ts";
import type { Named } from "./named.ts";
import { namedOf } from "./named.ts";
import type { Block, Role } from "./responsible.ts";
import { blocksOf } from "./responsible.ts";
import type { YearScope } from "./scope.ts";
import type { Clause } from "./structure.ts";
import { clausesOf } from "./structure.ts";
import { tablesOf } from "./tables.ts";
import type { FoundTask } from "./tasks.ts";
import { rowTask, tasksOf } from "./tasks.ts";
import type { Comparator, Found, LeftReason, TargetKind } from "./target.ts";
import { targetsOf } from "./targets.ts";
import type { Paragraph } from "./text.ts";
import { endOf, paragraphsOf, startOf } from "./text.ts";
import { headingYear, yearCues } from "./years.ts";

export interface ReadTarget {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly clause: string | null;
  readonly subject: string;
  readonly indicator: string;
  readonly comparator: Comparator;
  readonly value: number | null;
  readonly value_high?: number;
  readonly unit: string;
  readonly year: number | null;
  readonly reference?: string;
  readonly per?: string;
  readonly kind: TargetKind;
}

export interface ReadResponsible {
  readonly clause: string | null;
  readonly start: number;
  readonly end: number;
  readonly due: string | null;
  readonly due_day: string | null;
  readonly units: readonly { readonly name: string; readonly raw: string; readonly role: Role }[];
}

export interface ReadTask {
  readonly clause: string | null;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  /** Empty where the row or sentence names none. */
  readonly verb: string;
  readonly object: string;
  readonly due: string | null;
  /** The last day of what is written; null: none of the calendar. */
  readonly due_day: string | null;
  readonly units: ReadResponsible["units"];
  /** The number of a clause that it cites. */
  readonly cites: string | null;
}

export interface ReadClause {
  readonly level: number;
  readonly number: string;
  readonly label: string;
  readonly heading: string;
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

export interface ReadDocument {
  readonly title: string;
  readonly issuer: string;
  readonly date: string;
  readonly number: string | null;
  readonly text: string;
  readonly clauses: readonly ReadClause[];
  readonly targets: readonly ReadTarget[];
  readonly responsible: readonly ReadResponsible[];
  readonly tasks: readonly ReadTask[];
  /** What is told as reached, in the shape of targets; the same numbers stand under `left` as past. */
  readonly results: readonly ReadTarget[];
  readonly named: readonly Named[];
  /** Numbers that were taken for no target, and why. */
  readonly left: readonly {
    readonly quote: string;
    readonly start: number;
    readonly end: number;
    readonly reason: LeftReason;
  }[];
}

/** What is known of the whole before its paragraphs are read. */
interface Frame {
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  readonly clauses: readonly Clause[];
  readonly head: Head;
  readonly now: number | null;
  readonly scopes: readonly Scopes[];
}

function frameOf(text: string): Frame {
  const paragraphs = paragraphsOf(text);
  const clauses = clausesOf(paragraphs, text.length);
  const head = headOf(paragraphs, clauses);
  const now = nowOf(head.titles, head.date, clauses);
  return { text, paragraphs, clauses, head, now, scopes: scopesOf(clauses, head.titles, now) };
}

interface Answers {
  readonly targets: ReadTarget[];
  readonly left: ReadDocument["left"][number][];
  readonly responsible: ReadResponsible[];
  readonly tasks: ReadTask[];
  readonly results: ReadTarget[];
}

export function readDocument(text: string): ReadDocument {
  const frame = frameOf(text);
  const { head } = frame;
  return {
    title: titleOf(frame),
    issuer: head.issuer,
    date: head.date,
    number: head.documentNumber,
    text,
    clauses: frame.clauses.map((c) => readClause(frame, c)),
    ...withUnits(answersOf(frame)),
    named: namedOf(frame.paragraphs),
  };
}

function answersOf(frame: Frame): Answers {
  const { text, paragraphs, clauses, head, now, scopes } = frame;
  const answers: Answers = { targets: [], left: [], responsible: [], tasks: [], results: [] };
  const tables = tablesOf(paragraphs);
  const title = headingYear(head.titles);
  let carried: { clause: string; year: number } | null = null;
  let open = -1;
  for (const [i, p] of paragraphs.entries()) {
    while ((clauses[open + 1]?.paragraph ?? Infinity) <= i) open++;
    const clause = clauses[open] ?? null;
    const own = scopes[open] ?? null;
    const path = clause?.path ?? null;
    const carries = carried !== null && path !== null && `${path}/`.startsWith(`${carried.clause}/`);
    const scope: YearScope = {
      carried: carries && carried ? carried.year : null,
      given: own ? own.year : title,
      first: now,
      pastSection: own?.past ?? false,
      told: own?.told ?? null,
    };
    const table = tables.get(i);
    if (table) {
      for (const t of table.targets(scope)) answers.targets.push(readTarget(text, p, t, path));
      if (table.block) answers.responsible.push(readBlock(p, table.block, path, now));
      if (table.task)
        answers.tasks.push(readTask(text, p, rowTask(p.text, table.task, table.block, scope), path));
    } else if (!p.cells) inParagraph(frame, p, i, clause, scope, answers);
    // 到2027年，实现以下目标：  and what follows under the same heading
    const cue = p.cells ? undefined : yearCues(p.text).findLast((c) => now === null || c.year >= now);
    if (cue && clause && (p.text.endsWith(":") || clause.heading.includes("目标")))
      carried = { clause: clause.path, year: cue.year };
  }
  return answers;
}

const readBlock = (p: Paragraph, b: Block, clause: string | null, year: number | null): ReadResponsible => ({
  clause,
  start: startOf(p, b.from),
  end: endOf(p, b.to),
  due: b.due,
  due_day: b.due === null ? null : dayOfDue(b.due, year),
  units: b.units,
});

function inParagraph(
  frame: Frame,
  p: Paragraph,
  i: number,
  clause: Clause | null,
  scope: YearScope,
  answers: Answers,
): void {
  const { text, head } = frame;
  const path = clause?.path ?? null;
  const blocks = blocksOf(p.text);
  for (const b of blocks) answers.responsible.push(readBlock(p, b, path, frame.now));
  if (p.text === head.title) return;
  const mark = clause?.paragraph === i ? clause.label.length : 0;
  const heading = clause?.paragraph === i ? clause.heading : "";
  for (const t of tasksOf({ text: p.text, scope, heading, mark, blocks }))
    answers.tasks.push(readTask(text, p, t, path));
  const read = targetsOf(p.text, scope, clause?.heading ?? "", mark);
  for (const t of read.targets)
    if (!blocks.some((b) => t.from >= b.from && t.to <= b.to))
      answers.targets.push(readTarget(text, p, t, path));
  for (const r of read.results) answers.results.push(readTarget(text, p, r, path));
  for (const l of read.left) {
    const [start, end] = [startOf(p, l.from), endOf(p, l.to)];
    answers.left.push({ quote: text.slice(start, end), start, end, reason: l.reason });
  }
}

const readTask = (text: string, p: Paragraph, t: FoundTask, clause: string | null): ReadTask => {
  const [start, end] = [startOf(p, t.from), endOf(p, t.to)];
  return {
    clause,
    start,
    end,
    text: text.slice(start, end).replace(/\s*[\r\n]+\s*/g, ""),
    verb: t.verb,
    object: t.object,
    due: t.due,
    due_day: t.dueDay,
    units: t.units,
    cites: t.cites,
  };
};

/** Units in brackets or on a line of their own are of the sentences before them, back to the units before. */
function withUnits(answers: Answers): Answers {
  let from = 0;
  let tasks = answers.tasks;
  for (const block of answers.responsible) {
    tasks = tasks.map((t) =>
      t.units.length > 0 || t.clause !== block.clause || t.start < from || t.end > block.start
        ? t
        : { ...t, units: block.units, due: t.due ?? block.due, due_day: t.due_day ?? block.due_day },
    );
    from = block.end;
  }
  return { ...answers, tasks };
}

/** Words of a paragraph as the text has them, on one line. */
const asWritten = (text: string, p: Paragraph, from: number, to: number): string =>
  text.slice(startOf(p, from), endOf(p, to)).replace(/\s*[\r\n]+\s*/g, "");

function readClause({ text, paragraphs }: Frame, c: Clause): ReadClause {
  const p = paragraphs[c.paragraph];
  const behind = c.label.length;
  return {
    level: c.level,
    number: c.number,
    label: p && behind > 0 ? asWritten(text, p, 0, behind) : c.label,
    heading: p && c.heading !== "" ? asWritten(text, p, behind, behind + c.heading.length) : c.heading,
    start: c.start,
    end: c.end,
    path: c.path,
  };
}

/** The title as the text has it: the head is read on the folded view. */
function titleOf({ text, paragraphs, head }: Frame): string {
  const p = paragraphs.find((one) => one.text === head.title);
  return p ? asWritten(text, p, 0, p.text.length) : head.title;
}

function readTarget(text: string, p: Paragraph, t: Found, clause: string | null): ReadTarget {
  const [start, end] = [startOf(p, t.from), endOf(p, t.to)];
  return {
    quote: text.slice(start, end),
    start,
    end,
    clause,
    subject: t.subject,
    indicator: t.indicator,
    comparator: t.comparator,
    value: t.value,
    ...(t.high === null ? {} : { value_high: t.high }),
    unit: t.unit,
    year: t.year,
    ...(t.reference === null ? {} : { reference: t.reference }),
    ...(t.per === null ? {} : { per: t.per }),
    kind: t.kind,
  };
}
