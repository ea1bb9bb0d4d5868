/** Tasks of a draft, each under the clause of its decision: by number when cited, else by words where they are clear. */
import type { ReadDocument } from "../read.ts";
import type { DraftClause } from "./clauses.ts";
import { citedClause, clauseAt } from "./clauses.ts";
import type { KnownClause, KnownDecision } from "./known.ts";
import type { Choice } from "./likeness.ts";
import { choose, contained, likeness } from "./likeness.ts";
import type { OpenItem } from "./open.ts";
import type { DraftTarget } from "./targets.ts";

export interface DraftTask {
  readonly title: string;
  readonly verb: string;
  readonly object: string;
  readonly clause: string | null;
  readonly lead: readonly string[];
  readonly support: readonly string[];
  readonly due: string | null;
  readonly targets: readonly string[];
  /** Place in the tasks of the document. */
  readonly read: number;
}

/** Which clause of a decision a sentence or row carries out, by its words alone. */
export function clauseByWords(text: string, known: KnownDecision): Choice<KnownClause> {
  const inner = known.clauses.filter((c) => c.id.includes("/"));
  const score = (c: KnownClause): number => {
    const parts = [c.heading, ...c.heading.split(/[,,、;]/), ...(c.summary?.zh.split(/[,,、::]/) ?? [])];
    const words = parts
      .filter((p) => p.length >= 4)
      .map((p) => contained(p, text) * (p === c.heading ? 1 : 0.85));
    const named = known.carriers.some(
      (k) => k.clause === c.id && k.name.zh.length >= 4 && text.includes(k.name.zh),
    );
    return Math.max(likeness(c.heading, text), named ? 0.85 : 0, ...words);
  };
  return choose(inner, score, { sure: 0.75, clear: 0.15, least: 0.4 });
}

export interface Placing {
  readonly clause: string | null;
  readonly open: Pick<OpenItem, "why" | "near"> | null;
}

const shown = (c: KnownClause): string => `${c.id} ${c.heading}`;

/** The clause of the decision for a sentence of another document. */
export function placeIn(
  { text, start, cites }: { readonly text: string; readonly start: number; readonly cites: string | null },
  clauses: readonly DraftClause[],
  known: KnownDecision,
): Placing {
  if (cites !== null) {
    const cited = citedClause(cites, known);
    if (cited) return { clause: cited.id, open: null };
    const why = {
      zh: `所引「${cites}」在决定中找不到唯一的一条`,
      en: `"${cites}" is not one clause of the decision`,
    };
    return { clause: null, open: { why, near: [] } };
  }
  const own = clauseAt(clauses, start);
  if (own.known) return { clause: own.id, open: null };
  const found = clauseByWords(text, known);
  if (found.kind === "sure") return { clause: found.one.id, open: null };
  const near = found.kind === "doubtful" ? found.near.map(shown) : [];
  const why =
    near.length > 0
      ? { zh: "与几条都相近,未自动对应", en: "close to several clauses, and not bound" }
      : { zh: "与决定各条文字都不相近", en: "close to no clause of the decision" };
  return { clause: null, open: { why, near } };
}

/** `placed`: the clause of each, in their order. */
export function draftTasks(
  document: ReadDocument,
  targets: readonly DraftTarget[],
  placed: readonly Placing[],
): { readonly tasks: readonly DraftTask[]; readonly open: readonly OpenItem[] } {
  const open: OpenItem[] = [];
  const tasks = document.tasks.map((task, read): DraftTask => {
    const at = placed[read] ?? { clause: null, open: null };
    if (at.open) open.push({ what: "task", text: task.text, start: task.start, ...at.open });
    const of = (role: string): string[] => task.units.filter((u) => u.role === role).map((u) => u.name);
    const leads = of("lead");
    const inside = targets.filter((t) => {
      const found = document.targets[t.read];
      return found !== undefined && found.start >= task.start && found.end <= task.end;
    });
    return {
      title: task.text,
      verb: task.verb,
      object: task.object,
      clause: at.clause,
      lead: leads.length > 0 ? leads : of("shared"),
      support: [...of("support"), ...(leads.length > 0 ? of("shared") : []), ...of("implement")],
      due: task.due_day ?? task.due,
      targets: inside.map((t) => t.id),
      read,
    };
  });
  return { tasks, open };
}
