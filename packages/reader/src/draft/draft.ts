/** A document as the draft of a decision folder, alone or beside a decision that is loaded. */
import { parseDay } from "@lianzhang/kernel";
import { nameKey } from "../compare.ts";
import type { ReadDocument } from "../read.ts";
import type { DraftClause } from "./clauses.ts";
import { clauseAt, draftClauses } from "./clauses.ts";
import type { DraftHolder } from "./holders.ts";
import { draftHolders } from "./holders.ts";
import type { KnownClause, KnownDecision, KnownTarget } from "./known.ts";
import type { OpenItem } from "./open.ts";
import type { DraftIndicator, DraftTarget } from "./targets.ts";
import { draftTargets } from "./targets.ts";
import type { DraftTask } from "./tasks.ts";
import { draftTasks, placeIn } from "./tasks.ts";

export interface DraftCarrier {
  readonly kind: "industry" | "place" | "mechanism";
  readonly name: string;
  readonly clause: string;
}

export interface Draft {
  /** `tasks`: a division of tasks or minutes, whose rows carry out the clauses of the known decision. */
  readonly kind: "decision" | "tasks";
  readonly issued: string;
  readonly clauses: readonly (DraftClause & { readonly change: "new" | "same" | "changed" })[];
  readonly targets: readonly DraftTarget[];
  readonly indicators: readonly DraftIndicator[];
  readonly holders: readonly DraftHolder[];
  readonly tasks: readonly DraftTask[];
  readonly carriers: readonly DraftCarrier[];
  readonly open: readonly OpenItem[];
  /** What the known decision has and this document does not; empty for papers that only divide tasks. */
  readonly gone: { readonly clauses: readonly KnownClause[]; readonly targets: readonly KnownTarget[] };
}

const DIVIDES = /分工|任务分解|责任清单|责任分解|任务清单|纪要/;

export function draftOf(document: ReadDocument, known: KnownDecision | null): Draft {
  const clauses = draftClauses(document, known);
  const holders = draftHolders([...document.responsible, ...document.tasks], known);
  const paper = known !== null && DIVIDES.test(document.title);
  const place = (of: { text: string; start: number; cites: string | null }) =>
    paper ? placeIn(of, clauses, known) : { clause: clauseAt(clauses, of.start).id, open: null };
  const places = document.tasks.map(place);
  const { issued, open: undated } = issuedOf(document, known, paper);
  const drafted = draftTargets({
    document,
    known,
    holders,
    issued: Number(issued.slice(0, 4)),
    clauseOf: (t) => {
      const within = document.tasks.findIndex((task) => task.start <= t.start && t.end <= task.end);
      return places[within]?.clause ?? place({ text: t.quote, start: t.start, cites: null }).clause;
    },
  });
  const { tasks, open } = draftTasks(document, drafted.targets, places);
  const cited = new Set([...drafted.targets.map((t) => t.clause), ...tasks.flatMap((t) => t.clause ?? [])]);
  const kept = paper ? ofDecision(known, cited) : withoutEmptyPreamble(clauses, cited);
  const carriers = paper ? [] : carriersOf(document, clauses, known);
  const named = new Set(carriers.map((c) => c.clause));
  return {
    kind: paper ? "tasks" : "decision",
    issued,
    clauses: (named.has("0") && !kept.some((c) => c.id === "0") ? clauses : kept).map((c) => ({
      ...c,
      change: changeOf(c, known),
    })),
    targets: drafted.targets,
    indicators: drafted.indicators,
    holders: [...new Map([...holders.values()].map((h) => [h.id, h])).values()],
    tasks,
    carriers,
    open: [...undated, ...(known ? [] : [CITY_OPEN]), ...drafted.open, ...open],
    gone: known === null || paper ? { clauses: [], targets: [] } : goneFrom(known, clauses, drafted.targets),
  };
}

const CITY_OPEN: OpenItem = {
  what: "decision",
  text: "city",
  start: null,
  why: { zh: "请填写城市名称和行政区划代码", en: "write the city and its code" },
  near: [],
};

function issuedOf(
  document: ReadDocument,
  known: KnownDecision | null,
  paper: boolean,
): { issued: string; open: OpenItem[] } {
  if (parseDay(document.date) !== null && !paper) return { issued: document.date, open: [] };
  if (known) return { issued: known.issued, open: [] };
  const years = document.targets.flatMap((t) => t.year ?? []);
  const year =
    /20\d\d/.exec(document.date)?.[0] ?? /20\d\d/.exec(document.title)?.[0] ?? Math.min(2100, ...years);
  const why = {
    zh: `未读到印发日期,暂写 ${year}-01-01`,
    en: `no date of issue was read; ${year}-01-01 stands for it`,
  };
  return {
    issued: `${year}-01-01`,
    open: [{ what: "decision", text: "issued", start: null, why, near: [] }],
  };
}

const changeOf = (c: DraftClause, known: KnownDecision | null): "new" | "same" | "changed" => {
  const twin = c.known ? known?.clauses.find((k) => k.id === c.id) : undefined;
  return twin === undefined
    ? "new"
    : nameKey(twin.heading) === nameKey(c.heading.normalize("NFKC")) || c.start < 0
      ? "same"
      : "changed";
};

/** The clauses that a paper's tasks carry out, with what they stand under. */
function ofDecision(known: KnownDecision, cited: ReadonlySet<string>): DraftClause[] {
  const wanted = new Set(
    [...cited].flatMap((id) => id.split("/").map((_, i, all) => all.slice(0, i + 1).join("/"))),
  );
  return known.clauses
    .filter((c) => wanted.has(c.id))
    .map((c) => ({ id: c.id, heading: c.heading, start: -1, summary: c.summary, known: true }));
}

const withoutEmptyPreamble = (
  clauses: readonly DraftClause[],
  cited: ReadonlySet<string>,
): readonly DraftClause[] =>
  clauses.filter(
    (c) =>
      c.id !== "0" ||
      clauses.length === 1 ||
      [...cited].some((id) => id.split("/")[0] === "0") ||
      clauses.some((o) => o.id.startsWith("0/")),
  );

/** What the text names and no carrier of the known decision has. */
function carriersOf(
  document: ReadDocument,
  clauses: readonly DraftClause[],
  known: KnownDecision | null,
): DraftCarrier[] {
  const there = new Set(known?.carriers.map((c) => nameKey(c.name.zh)) ?? []);
  const kinds = {
    industry: "industry",
    park: "place",
    place: "place",
    mechanism: "mechanism",
    programme: "mechanism",
  } as const;
  return document.named
    .filter((n) => !there.has(nameKey(n.text)) && !there.has(nameKey(n.text.replace(/产业$/, ""))))
    .map((n) => ({
      kind: kinds[n.kind],
      name: n.text.replace(/\s+/g, ""),
      clause: clauseAt(clauses, n.start).id,
    }));
}

function goneFrom(
  known: KnownDecision,
  clauses: readonly DraftClause[],
  targets: readonly DraftTarget[],
): Draft["gone"] {
  const [there, set] = [new Set(clauses.map((c) => c.id)), new Set(targets.map((t) => t.id))];
  return {
    clauses: known.clauses.filter((c) => !there.has(c.id)),
    targets: known.targets.filter((t) => t.bound !== null && !set.has(t.id)),
  };
}
