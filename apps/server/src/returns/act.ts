/** What is done to returns: begun, given files, matched, mended, explained, sent, accepted, sent back, locked. */
import type { AcceptedAnswer, PurgedReturnAnswer, ReturnDone, ReturnLock } from "@lianzhang/contract";
import type { Form } from "@lianzhang/definitions";
import type { HeadCorrection, RowOfSheet } from "@lianzhang/intake";
import { remember } from "@lianzhang/intake";
import { formatDay, formatPeriod } from "@lianzhang/kernel";
import type { Correction, OnSubmission, Remark, Sender, Signatories, WholeSubmission } from "@lianzhang/work";
import { certificateText, noConsent, notYourDeed, WorkError } from "@lianzhang/work";
import { ApiProblem, badQuery, notFound } from "../errors.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, keysOfInput, openingOut, periodIn } from "./desk.ts";
import { sendersFor } from "./forms.ts";
import { keptMatching, matchingText } from "./kept-matching.ts";
import { forNext, withAside, withRemembered, withSaid } from "./matching.ts";
import { movedBetween, standingOf } from "./moved.ts";
import { openFound, openReturn, requireVersion } from "./opened.ts";
import { isConsented, returnFor } from "./read.ts";
import { rowKey, rowsIn, rowTextAt, textAt } from "./rows-of.ts";
import { isTyped } from "./sheets-of.ts";

interface Versioned {
  readonly version: string;
}

const on = (id: string, { version }: Versioned): OnSubmission => ({ id, version: BigInt(version) });
const done = (id: string, version: bigint): ReturnDone => ({ id, version: String(version) });

/** Nothing of a form is taken while it is not open, and nothing of an own copy without the firm's consent. */
async function requireTaken(desk: ReturnDesk, form: Form, period: string, sender: Sender): Promise<void> {
  const { open, say } = openingOut(desk, form, periodIn(period));
  if (!open)
    throw new ApiProblem(
      409,
      "LZ6140",
      say ?? { zh: "该报告期尚不能填报", en: "nothing is taken for this period yet" },
      { zh: "到开放日再填报", en: "come back on the day it opens" },
    );
  if ((await isConsented(desk, form, sender)) === false)
    throw noConsent(sender.id, form.id, formatDay(desk.today));
}

export interface BeginAsked {
  readonly form: string;
  readonly period: string;
  readonly sender: Sender;
}

/** POST /api/returns: what the sender confirmed of heads before goes with it. */
export async function beginReturn(desk: ReturnDesk, asked: BeginAsked): Promise<ReturnDone> {
  const form = formFor(desk, asked.form);
  const { sender } = asked;
  const period = periodIn(asked.period);
  const everyone = keysOfInput(desk, "send", form.input).some((k) => k.endsWith("/*"));
  const own = await sendersFor(desk, form);
  if (!everyone && !own.some((s) => s.kind === sender.kind && s.id === sender.id))
    throw notYourDeed(desk.viewer.name, form.input, "send");
  await requireTaken(desk, form, formatPeriod(period), sender);
  const begun = await desk.returns.begin(desk.acting, desk.viewer, { form: form.id, period, sender });
  const matching = forNext(await desk.returns.rememberedMatching(form.id, sender));
  if (matching === null) return done(begun.id, begun.version);
  return done(
    begun.id,
    await desk.returns.confirmMatching(desk.acting, desk.viewer, { ...begun, matching, next: matching }),
  );
}

/** A return to draft in: seen, of a form and period that are open, with a consent. */
async function drafting(desk: ReturnDesk, id: string) {
  const { found, form } = await returnFor(desk, id, { part: "draft" });
  if ((await desk.returns.deedsOn(desk.viewer, id)).has("send"))
    await requireTaken(desk, form, found.period, found.sender);
  return { found, form };
}

export interface FileAsked extends Versioned {
  readonly name: string;
  readonly kind: "file" | "paste" | "typed";
  readonly content: string;
}

/** A form filled in on the page is its rows. Throws ApiProblem 400. */
function requireTyped(bytes: Uint8Array): void {
  if (isTyped(bytes)) return;
  throw badQuery(
    { zh: "网页填报的内容读不出", en: "what was typed cannot be read" },
    { zh: "刷新页面后重试", en: "reload the page and try again" },
  );
}

/** POST /api/returns/:id/files: cells are named by the file's name, so a return has each name once. */
export async function addFile(desk: ReturnDesk, id: string, asked: FileAsked): Promise<ReturnDone> {
  const { found } = await drafting(desk, id);
  if (found.files.some((f) => f.name === asked.name))
    throw badQuery(
      { zh: `本报表已有名为「${asked.name}」的文件`, en: `this return has a file ${asked.name} already` },
      { zh: "先撤下原来的文件,或改名后再传", en: "take the other one out first, or rename this one" },
    );
  const { name, kind } = asked;
  const bytes = new Uint8Array(Buffer.from(asked.content, "base64"));
  if (kind === "typed") requireTyped(bytes);
  const order = { ...on(id, asked), name, kind, bytes };
  return done(id, await desk.returns.addFile(desk.acting, desk.viewer, order));
}

/** POST /api/returns/:id/drop */
export async function dropFile(
  desk: ReturnDesk,
  id: string,
  asked: Versioned & { readonly place: number },
): Promise<ReturnDone> {
  const order = { ...on(id, asked), place: asked.place };
  return done(id, await desk.returns.dropFile(desk.acting, desk.viewer, order));
}

export interface MatchingAsked extends Versioned {
  readonly file: string;
  readonly sheet: string | null;
  readonly table: number;
  readonly heads: readonly HeadCorrection[];
}

/** POST /api/returns/:id/matching: for this table by place, for the sender's next ones by the words of the heads. */
export async function confirmMatching(
  desk: ReturnDesk,
  id: string,
  { file, sheet, table, heads, version }: MatchingAsked,
): Promise<ReturnDone> {
  const { found, form } = await returnFor(desk, id, { part: "matching" });
  requireVersion(found, version);
  const said = withSaid(keptMatching(found.matching), { file, sheet, table, corrections: heads });
  const again = await openFound(desk, { ...found, matching: matchingText(said) }, form);
  const read = again.read.tables.find(
    (t) => t.table.file === file && t.table.sheet === sheet && t.table.index === table,
  );
  if (read === undefined) throw notFound({ zh: "表", en: "table" }, `${file} ${sheet ?? ""} ${table}`, null);
  const unknown = heads.find((h) => h.role.kind === "field" && !form.fields.has(h.role.field));
  if (unknown?.role.kind === "field") throw notFound({ zh: "指标项", en: "field" }, unknown.role.field, null);
  const corrections = said.heads.find((h) => h.file === file && h.sheet === sheet && h.table === table);
  const kept = remember(read.table, read.recognition, corrections?.corrections ?? heads);
  const matching = matchingText(kept === null ? said : withRemembered(said, kept));
  const order = { id, version: BigInt(version), matching, next: forNext(matching) };
  return done(id, await desk.returns.confirmMatching(desk.acting, desk.viewer, order));
}

export interface AsideAsked extends Versioned {
  readonly rows: readonly RowOfSheet[];
  /** Null: they count again. */
  readonly reason: string | null;
}

/** POST /api/returns/:id/aside: rows that are no part of the return stay in its file, with who said so and why. */
export async function setAside(desk: ReturnDesk, id: string, asked: AsideAsked): Promise<ReturnDone> {
  const { found, sheets, read } = await openReturn(desk, id, { part: "aside" });
  requireVersion(found, asked.version);
  const there = rowsIn(read);
  const rows = asked.rows.map((r) => {
    const was = there.has(rowKey(r)) ? rowTextAt(sheets, r) : null;
    if (was === null) throw notFound({ zh: "行", en: "row" }, `${r.file} ${r.sheet ?? ""} ${r.row}`, null);
    return { ...r, was };
  });
  const said = { reason: asked.reason, by: desk.viewer.name, on: formatDay(desk.today) };
  const matching = matchingText(withAside(keptMatching(found.matching), rows, said));
  const order = { id, version: BigInt(asked.version), matching, next: forNext(matching) };
  return done(id, await desk.returns.confirmMatching(desk.acting, desk.viewer, order));
}

/** Whoever drafts mends before sending; whoever accepts, afterwards. */
async function handOf(desk: ReturnDesk, found: WholeSubmission): Promise<"sender" | "accepter"> {
  const deeds = await desk.returns.deedsOn(desk.viewer, found.id);
  const before = found.state === "draft" || found.state === "returned";
  return deeds.has("send") && (before || !deeds.has("accept")) ? "sender" : "accepter";
}

/** POST /api/returns/:id/corrections: what stands there is read from the file. */
export async function correctReturn(
  desk: ReturnDesk,
  id: string,
  asked: Versioned & { readonly corrections: readonly Omit<Correction, "before">[] },
): Promise<ReturnDone> {
  const { found, sheets } = await openReturn(desk, id, { part: "corrections" });
  requireVersion(found, asked.version);
  const corrections = asked.corrections.map((c): Correction => {
    const before = textAt(sheets, c);
    if (before === null)
      throw notFound({ zh: "工作表", en: "sheet" }, `${c.file} ${c.sheet ?? ""}`.trim(), null);
    return { ...c, before };
  });
  const order = { ...on(id, asked), corrections };
  return done(id, await desk.returns.correct(desk.acting, desk.viewer, order, await handOf(desk, found)));
}

/** POST /api/returns/:id/remarks */
export async function remarkReturn(
  desk: ReturnDesk,
  id: string,
  asked: Versioned & { readonly remarks: readonly Remark[] },
): Promise<ReturnDone> {
  const { found } = await returnFor(desk, id, { part: "remarks" });
  const order = { ...on(id, asked), remarks: asked.remarks };
  return done(id, await desk.returns.remark(desk.acting, desk.viewer, order, await handOf(desk, found)));
}

interface SendAsked extends Versioned {
  readonly signatories?: Signatories | undefined;
}

/** POST /api/returns/:id/send: what is open is counted in the files themselves. */
export async function sendReturn(desk: ReturnDesk, id: string, asked: SendAsked): Promise<ReturnDone> {
  const { found, form } = await drafting(desk, id);
  requireVersion(found, asked.version);
  const { checked } = await openFound(desk, found, form);
  const { statisticsHead = null, unitHead = null } = asked.signatories ?? {};
  const signatories = { statisticsHead: statisticsHead || null, unitHead: unitHead || null };
  const order = { ...on(id, asked), checked, signatories };
  const kept = keptMatching(found.matching);
  // what held rows of an import up is checked anew, with everything else
  const version =
    kept.held.length === 0
      ? order.version
      : await desk.returns.confirmMatching(desk.acting, desk.viewer, {
          ...order,
          matching: matchingText({ ...kept, held: [] }),
          next: null,
        });
  return done(id, await desk.returns.send(desk.acting, desk.viewer, { ...order, version }));
}

/** POST /api/returns/:id/take-back */
export const takeBack = async (desk: ReturnDesk, id: string, asked: Versioned): Promise<ReturnDone> =>
  done(id, await desk.returns.takeBack(desk.acting, desk.viewer, on(id, asked)));

/** The figures follow; what goes wrong there is told, and undoes nothing. Null: they are up to date. */
export async function follow(desk: ReturnDesk): Promise<string | null> {
  try {
    await desk.followed();
    return null;
  } catch (error) {
    desk.fault(error);
    return error instanceof WorkError ? error.code : "LZ6104";
  }
}

/** POST /api/returns/:id/accept: accepted means that the figures have followed. */
export async function acceptReturn(desk: ReturnDesk, id: string, asked: Versioned): Promise<AcceptedAnswer> {
  const { found, form, checked } = await openReturn(desk, id, { part: "accept" });
  requireVersion(found, asked.version);
  const before = desk.figures === null ? null : await standingOf(desk.figures, form, found.period);
  const order = { ...on(id, asked), checked, day: desk.today };
  const { version, event } = await desk.returns.accept(desk.acting, desk.viewer, order);
  const waits = await follow(desk);
  const moved =
    desk.figures === null || before === null || waits !== null
      ? []
      : movedBetween(before, await standingOf(desk.figures, form, found.period));
  return { id, version: String(version), event: String(event), moved, waits };
}

interface Reasoned extends Versioned {
  readonly reason: string;
}

/** POST /api/returns/:id/return */
export async function returnForChange(desk: ReturnDesk, id: string, asked: Reasoned): Promise<ReturnDone> {
  const order = { ...on(id, asked), reason: asked.reason, day: desk.today };
  const version = await desk.returns.returnForChange(desk.acting, desk.viewer, order);
  await follow(desk);
  return done(id, version);
}

/** POST /api/returns/:id/withdraw */
export async function withdrawReturn(desk: ReturnDesk, id: string, asked: Reasoned): Promise<ReturnDone> {
  const order = { ...on(id, asked), reason: asked.reason, day: desk.today };
  const version = await desk.returns.withdraw(desk.acting, desk.viewer, order);
  await follow(desk);
  return done(id, version);
}

/** POST /api/returns/:id/purge: by order, with a certificate for each event whose content went. Asked again it ends what it began. */
export async function purgeReturn(
  desk: ReturnDesk,
  id: string,
  { orderedBy, reason }: { readonly orderedBy: string; readonly reason: string },
): Promise<PurgedReturnAnswer> {
  const order = { id, orderedBy, reason, day: desk.today };
  const made = await desk.returns.purge(desk.acting, desk.viewer, order);
  const waits = await follow(desk);
  return { id, certificates: made.map((c) => ({ number: c.number, text: certificateText(c) })), waits };
}

/** POST /api/returns/locks */
export async function lockPeriod(
  desk: ReturnDesk,
  asked: { readonly form: string; readonly period: string; readonly locked: boolean },
): Promise<ReturnLock> {
  const form = formFor(desk, asked.form);
  const period = periodIn(asked.period);
  const changed = await desk.returns.setLock(desk.acting, desk.viewer, form.id, period, asked.locked);
  return { form: form.id, period: formatPeriod(period), locked: asked.locked, changed };
}
