/** Tasks: the sentences and rows that ask for something, with who does it and by when. */
import { actorOf, citedIn, dayOfDue, deedOf, dueIn } from "./deeds.ts";
import type { Block, ResponsibleUnit } from "./responsible.ts";
import type { YearScope } from "./scope.ts";
import { isPast } from "./scope.ts";
import { sentencesOf } from "./sentence.ts";
import type { TaskCell } from "./tables.ts";

/** A task within its paragraph. */
export interface FoundTask {
  readonly from: number;
  readonly to: number;
  readonly verb: string;
  readonly object: string;
  readonly due: string | null;
  readonly dueDay: string | null;
  readonly units: readonly ResponsibleUnit[];
  /** The clause of another document it cites, as a number. */
  readonly cites: string | null;
}

/** What only opens, explains or judges. */
const NO_TASK =
  /^(?:为|为了|为贯彻|现将|现印发|本[^,。]{1,6}(?:自|适用|由)|各[^,。]{2,12}:$|会议(?:指出|听取|认为|强调)|附|注:|[^。]{0,30}(?:主持召开|听取了)|对[^,。]{4,60}(?:,|的,)[^,。]{0,6}(?:给予|奖励|按))/;

interface Reading {
  readonly text: string;
  readonly scope: YearScope;
  readonly heading: string;
  /** Length of the mark that opens the paragraph. */
  readonly mark: number;
  readonly blocks: readonly Block[];
}

/** The sentences of a paragraph that ask for something. */
export function tasksOf({ text, scope, heading, mark, blocks }: Reading): FoundTask[] {
  const found: FoundTask[] = [];
  for (const { from, to } of sentencesOf(text)) {
    const start = Math.max(from, from === 0 ? mark : from);
    const within = blocks.filter((b) => b.from < to && b.to > start);
    const outer = within.find((b) => /[([【〔]/.test(text[b.from] ?? ""));
    const end = Math.min(to, outer?.from ?? to);
    const said = text.slice(start, end).replace(/[;。]$/, "");
    // a heading is no task, but for items that are one sentence (1. 同意设立…。) and heads with nothing but units behind
    const rest = text.slice(to);
    const item = (rest === "" && /[。;]$/.test(text)) || /^[([【]/.test(rest);
    if (said.length < 4 || (from === 0 && mark > 0 && said === heading && !item)) continue;
    if (NO_TASK.test(said) || isPast(said, scope)) continue;
    const deed = deedOf(said);
    const running = within.find((b) => b !== outer && b.from >= start);
    if (running !== undefined && running.from === start && running.to >= end) continue;
    if (deed === null && running === undefined) continue;
    found.push({
      from: start,
      to: start + said.length,
      ...done(said, deed, running ?? null, scope),
    });
  }
  return found;
}

/** A row of a table of tasks. */
export const rowTask = (
  text: string,
  { from, to, clause }: TaskCell,
  block: Block | null,
  scope: YearScope,
): FoundTask => {
  const said = text.slice(from, to);
  const whole = done(said, deedOf(said), block, scope);
  return { from, to, ...whole, cites: (clause === null ? null : (citedIn(clause) ?? clause)) ?? whole.cites };
};

function done(
  said: string,
  deed: ReturnType<typeof deedOf>,
  block: Block | null,
  scope: YearScope,
): Omit<FoundTask, "from" | "to"> {
  const due = block?.due ?? dueIn(said);
  const actor = actorOf(said);
  const charged: readonly ResponsibleUnit[] =
    actor === null ? [] : [{ name: actor, raw: actor, role: "lead" }];
  return {
    verb: deed?.verb ?? "",
    object: deed?.object ?? said,
    due,
    dueDay: due === null ? null : dayOfDue(due, scope.first),
    units: block?.units ?? charged,
    cites: citedIn(said),
  };
}
