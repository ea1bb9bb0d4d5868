/** What is done to entries of a list: proposed, checked, signed, taken into effect, many at once. */
import type { ChangeFault, ListActAnswer, ListAct } from "@lianzhang/contract";
import { formatMonth } from "@lianzhang/kernel";
import type { CaseOutcome } from "@lianzhang/work";
import type { Frame } from "../asked.ts";
import type { CaseDesk } from "../cases/desk.ts";
import { caseFaultOut } from "../cases/out.ts";
import type { Context } from "../context.ts";
import { faultOut } from "../registers/written.ts";
import { entriesNamed, seenToken } from "./difference.ts";
import type { ListPlace } from "./place.ts";
import { listFor } from "./place.ts";
import { notSeen, signs } from "./seen.ts";

interface Proposal {
  readonly subject: string;
  readonly of: string;
  readonly leaves: boolean;
}

/** The county of the subject, where the entries say one and the register of subjects does too. */
async function countyOf(desk: CaseDesk, { membership, procedure, register }: ListPlace, subject: string) {
  const field = procedure.scope.get("county");
  const own = field === undefined ? undefined : register.attributes.get(field);
  const there = desk.model.registers.get(membership.register)?.attributes.get("county");
  if (field === undefined || own === undefined || there === undefined) return {};
  const asked = { month: desk.thisMonth, codes: [subject], limit: 1 };
  const found = await desk.registers.list(membership.register, asked);
  const value = found.kind === "page" ? found.records[0]?.values[there.id] : undefined;
  return typeof value === "string" ? { [field]: value } : {};
}

const TRIES = 9;

/** POST /api/lists/:membership/proposals: each becomes an entry with its case; nothing is on the list by that. */
export async function propose(
  desk: CaseDesk,
  id: string,
  asked: { readonly entries: readonly Proposal[]; readonly reason: string },
): Promise<ListActAnswer> {
  const place = listFor(desk, id);
  const { entries, procedure, register } = place;
  const done: string[] = [];
  const refused: { entry: string; faults: ChangeFault[] }[] = [];
  for (const { subject, of, leaves } of asked.entries) {
    const values = {
      ...(await countyOf(desk, place, subject)),
      [entries.subject]: subject,
      [entries.of]: of,
      ...(leaves && entries.leaves !== null ? { [entries.leaves]: true } : {}),
    };
    for (let n = 1; n <= TRIES; n++) {
      const code = `${formatMonth(desk.thisMonth)}-${subject}${n === 1 ? "" : `-${n}`}`;
      const record = { code, since: desk.thisMonth, values, reason: asked.reason };
      const opened = await desk.registers.open(desk.acting, register.id, record);
      // proposed this month before: another entry of the same firm
      if (opened.kind === "refused" && n < TRIES && opened.faults.some((f) => f.code === "LZ7309")) continue;
      if (opened.kind === "refused") refused.push({ entry: subject, faults: opened.faults.map(faultOut) });
      else if (opened.kind === "kept") {
        await desk.cases.takeUp(desk.acting, procedure.id, code);
        done.push(code);
      }
      break;
    }
  }
  if (done.length > 0) desk.changed(register.id);
  return { done, refused };
}

async function actOn(
  desk: CaseDesk,
  asked: ListAct,
  entry: ListAct["entries"][number],
): Promise<CaseOutcome> {
  const order = { case: entry.id, version: BigInt(entry.version), forLeader: asked.forLeader };
  if (asked.to === null) return desk.cases.countersign(desk.acting, desk.viewer, order);
  const { to, values, document, reason } = asked;
  return desk.cases.make(desk.acting, desk.viewer, { ...order, to, values, document, reason });
}

/** Whether signing or countersigning is asked for, of what was shown. Throws ApiProblem 409. */
function checkSeen(
  context: Context,
  frameAt: (period: string) => Frame,
  place: ListPlace,
  asked: ListAct,
): void {
  if (asked.to !== null && !signs(place.procedure, asked.to)) return;
  const { seen } = asked;
  if (seen === null) throw notSeen();
  const shown = { entries: asked.entries, from: seen.from, period: seen.period };
  if (seenToken(context, frameAt(seen.period), shown) !== seen.token) throw notSeen();
}

/** POST /api/lists/:membership/act: one step for many entries; what is refused is told, the others are done. */
export async function act(
  context: Context,
  frameAt: (period: string) => Frame,
  desk: CaseDesk,
  id: string,
  asked: ListAct,
): Promise<ListActAnswer> {
  const place = listFor(desk, id);
  const { procedure, register } = place;
  checkSeen(context, frameAt, place, asked);
  const there = await entriesNamed(
    desk,
    place,
    asked.entries.map((e) => e.id),
  );
  const codes = new Map(there.map((c) => [c.case.id, c.case.record.code]));
  const done: string[] = [];
  const refused: { entry: string; faults: ChangeFault[] }[] = [];
  for (const entry of asked.entries) {
    const code = codes.get(entry.id) ?? entry.id;
    const outcome = await actOn(desk, asked, entry);
    if (outcome.kind === "kept") done.push(code);
    else if (outcome.kind === "refused")
      refused.push({ entry: code, faults: outcome.faults.map((f) => caseFaultOut(procedure, register, f)) });
    else refused.push({ entry: code, faults: [changedSince(code)] });
  }
  if (done.length > 0) desk.changed(register.id);
  return { done, refused };
}

const changedSince = (code: string): ChangeFault => ({
  code: "LZ6131",
  field: null,
  record: code,
  row: null,
  column: null,
  message: { zh: "他人已先办理该条目", en: "somebody else has acted on this entry first" },
  hint: { zh: "刷新后再办", en: "reload, then act" },
});
