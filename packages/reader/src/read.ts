/** The text of a decision as clauses, targets and responsible units. Pure: text in, plain data out. */
import type { Head } from "./head.ts";
import { headOf } from "./head.ts";
import type { Named } from "./named.ts";
import { namedOf } from "./named.ts";
import type { Block, Role } from "./responsible.ts";
import { blocksOf } from "./responsible.ts";
import type { YearScope } from "./scope.ts";
import type { Clause } from "./structure.ts";
import { clausesOf } from "./structure.ts";
import { tablesOf } from "./tables.ts";
import type { Comparator, Found, LeftReason, TargetKind } from "./target.ts";
import { targetsOf } from "./targets.ts";
import type { Paragraph } from "./text.ts";
import { endOf, paragraphsOf, startOf } from "./text.ts";
import { PAST_SECTION } from "./words.ts";
import { firstYear, headingYear, yearCues } from "./years.ts";

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
  readonly units: readonly { readonly name: string; readonly raw: string; readonly role: Role }[];
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
  readonly named: readonly Named[];
  /** Numbers that were taken for no target, and why. */
  readonly left: readonly {
    readonly quote: string;
    readonly start: number;
    readonly end: number;
    readonly reason: LeftReason;
  }[];
}

interface Scopes {
  readonly year: number | null;
  readonly past: boolean;
}

/** What the headings over a paragraph say of years and of the past; the nearest wins. */
function scopesOf(clauses: readonly Clause[], title: string, first: number | null): Scopes[] {
  const stack: { level: number; scope: Scopes }[] = [];
  const top: Scopes = { year: headingYear(title), past: false };
  return clauses.map((clause) => {
    while (stack.length > 0 && (stack.at(-1)?.level ?? 0) >= clause.level) stack.pop();
    const above = stack.at(-1)?.scope ?? top;
    const year = headingYear(clause.heading);
    const old = year !== null && first !== null && year < first;
    const scope = {
      year: old ? above.year : (year ?? above.year),
      past: above.past || old || (PAST_SECTION.test(clause.heading) && clause.level <= 2),
    };
    stack.push({ level: clause.level, scope });
    return scope;
  });
}

/** The document's now where its title does not say: the first year its headings look forward to. */
function nowOf(title: string, date: string, clauses: readonly Clause[]): number | null {
  const said = firstYear(title);
  if (said !== null) return said;
  const heading = clauses
    .filter((c) => c.level <= 2 && !PAST_SECTION.test(c.heading))
    .map((c) => /(20\d\d)年/.exec(c.heading)?.[1])
    .find((y) => y !== undefined);
  if (heading !== undefined) return Number(heading);
  return date === "" ? null : Number(date.slice(0, 4));
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
    ...answersOf(frame),
    named: namedOf(frame.paragraphs),
  };
}

function answersOf(frame: Frame): Answers {
  const { text, paragraphs, clauses, head, now, scopes } = frame;
  const answers: Answers = { targets: [], left: [], responsible: [] };
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
    };
    const table = tables.get(i);
    if (table) {
      for (const t of table.targets(scope)) answers.targets.push(readTarget(text, p, t, path));
      if (table.block) answers.responsible.push(readBlock(p, table.block, path));
    } else if (!p.cells) inParagraph(frame, p, i, clause, scope, answers);
    // 到2027年，实现以下目标：  and what follows under the same heading
    const cue = p.cells ? undefined : yearCues(p.text).findLast((c) => now === null || c.year >= now);
    if (cue && clause && (p.text.endsWith(":") || clause.heading.includes("目标")))
      carried = { clause: clause.path, year: cue.year };
  }
  return answers;
}

const readBlock = (p: Paragraph, b: Block, clause: string | null): ReadResponsible => ({
  clause,
  start: startOf(p, b.from),
  end: endOf(p, b.to),
  due: b.due,
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
  for (const b of blocks) answers.responsible.push(readBlock(p, b, path));
  if (p.text === head.title) return;
  const mark = clause?.paragraph === i ? clause.label.length : 0;
  const read = targetsOf(p.text, scope, clause?.heading ?? "", mark);
  for (const t of read.targets)
    if (!blocks.some((b) => t.from >= b.from && t.to <= b.to))
      answers.targets.push(readTarget(text, p, t, path));
  for (const l of read.left) {
    const [start, end] = [startOf(p, l.from), endOf(p, l.to)];
    answers.left.push({ quote: text.slice(start, end), start, end, reason: l.reason });
  }
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
