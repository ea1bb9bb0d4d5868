/** GET /api/documents: this month's documents and what can be made; and the figure behind a number of one. */
import type {
  DocumentsAnswer,
  PaperAnswer,
  PaperKind,
  PaperOffer,
  PaperTraceAnswer,
} from "@lianzhang/contract";
import { paperKind } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { formatDay, formatMonth } from "@lianzhang/kernel";
import type { Paper, Papers } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { notFound, wasPurged } from "../errors.ts";
import { monthAsked, monthsOf } from "../operation/desk.ts";
import { WHOLE } from "../operation/head.ts";
import { reference, same } from "../present.ts";
import type { PaperDesk } from "./about.ts";
import { CITY_SUBJECT, subjectsOf, todayWords } from "./about.ts";
import type { PaperContent } from "./content.ts";
import { readContent } from "./content.ts";
import type { Standing } from "./facts.ts";
import { standingOf } from "./facts.ts";
import { kindOf } from "./make.ts";
import { mayMake, readsPaper } from "./may.ts";
import { issuerOf, OFFERED } from "./names.ts";

export const kindIn = ({ kind }: Paper): PaperKind => paperKind.parse(kind);

/** In both languages where the definitions have it; a task is called as it was. */
function labelOf(model: Model, subject: string, label: string | null): Label {
  if (subject === CITY_SUBJECT) return WHOLE;
  const target = model.targets.get(subject.replace(/^target:/u, ""));
  return model.chains.get(subject)?.label ?? target?.label ?? same(label ?? subject);
}

export interface Seen {
  readonly paper: Paper;
  readonly content: PaperContent;
}

export async function paperOut(desk: PaperDesk, paper: Paper): Promise<PaperAnswer> {
  return rowOut(desk, { paper, content: readContent(paper.content) }, await desk.names());
}

function rowOut(
  { model, viewer }: PaperDesk,
  { paper, content }: Seen,
  names: ReadonlyMap<string, string>,
): PaperAnswer {
  const { id, subject, month, name, by, onBehalfOf, at, run, file, refreshes } = paper;
  const { known, gaps, assumed, refresh, label, traces } = content;
  const kind = kindIn(paper);
  return {
    id,
    kind,
    month,
    name,
    at,
    run,
    known,
    file,
    gaps,
    assumed,
    refreshes,
    refresh,
    label: kindOf(kind).label,
    subject: subject === null ? null : reference(subject, labelOf(model, subject, label)),
    by: names.get(by) ?? by,
    onBehalfOf: onBehalfOf === null ? null : (names.get(onBehalfOf) ?? onBehalfOf),
    traces: traces.length,
    mayRefresh: !paper.purged && mayMake({ model, viewer }, kind, subject),
    purged: paper.purged,
  };
}

/** What the viewer may make of the month, with what is known of each field. */
async function offersOf(
  context: Context,
  desk: PaperDesk,
  standing: Standing,
): Promise<readonly PaperOffer[]> {
  const said: Readonly<Record<string, string>> = {
    编制单位: issuerOf(context.model),
    编制日期: todayWords(desk),
  };
  const offers: PaperOffer[] = [];
  for (const { kind, fields } of OFFERED) {
    const subjects = await subjectsOf(context, desk, kind, standing);
    if (subjects?.length === 0) continue;
    const { label, onePage } = kindOf(kind);
    offers.push({
      kind,
      label,
      onePage,
      subjects: subjects?.map((s) => s.of) ?? null,
      fields: fields.map((f) => ({ ...f, value: said[f.name] ?? "" })),
      known: Object.fromEntries((subjects ?? []).map((s) => [s.of.id, s.known])),
    });
  }
  return offers;
}

/** A document that the viewer may see; null: there is none for the viewer. */
export function seenPaper(context: Context, desk: PaperDesk, paper: Paper | null): Seen | null {
  if (paper === null) return null;
  const content = readContent(paper.content);
  const asking = { model: context.model, viewer: desk.viewer };
  return readsPaper(asking, context.sight, paper, content) ? { paper, content } : null;
}

/** Throws ApiProblem 404, and 409 (LZ6162) where its content was purged. */
export async function paperNamed(
  context: Context,
  desk: PaperDesk,
  papers: Papers,
  id: string,
): Promise<Seen> {
  const found = seenPaper(context, desk, await papers.find(id));
  if (found === null) throw notFound({ zh: "材料", en: "document" }, id, null);
  if (found.paper.purged) throw wasPurged({ zh: "该材料", en: "this document" });
  return found;
}

export async function documents(
  context: Context,
  desk: PaperDesk,
  papers: Papers,
  asked: { readonly month?: string | undefined },
): Promise<DocumentsAnswer> {
  const month = await monthAsked(context, asked.month);
  const { standing } = await standingOf(desk, month);
  const names = await desk.names();
  const made = (await papers.ofMonth(formatMonth(month))).flatMap((p) => seenPaper(context, desk, p) ?? []);
  return {
    month: formatMonth(month),
    months: (await monthsOf(context)).map(formatMonth),
    demo: context.instance.demo,
    today: formatDay(desk.today),
    signed: standing.signed,
    offers: await offersOf(context, desk, standing),
    papers: made.map((seen) => rowOut(desk, seen, names)),
  };
}

/** GET /api/documents/traces/:id. Throws ApiProblem 404, also for a document that is not for the viewer. */
export async function paperTrace(
  context: Context,
  desk: PaperDesk,
  papers: Papers,
  id: string,
): Promise<PaperTraceAnswer> {
  const found = seenPaper(context, desk, await papers.find(id.split(".")[0] ?? ""));
  const trace = found?.content.traces.find((t) => t.id === id);
  if (found === null || trace === undefined) throw notFound({ zh: "溯源编号", en: "trace id" }, id, null);
  return { trace, paper: await paperOut(desk, found.paper) };
}
