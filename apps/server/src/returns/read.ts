/** GET /api/returns and /api/returns/:id: lists, and one return with what may be done to it. */
import { writtenIndicators } from "@lianzhang/definitions";
import type { ReturnAnswer, ReturnMay, ReturnsAnswer, ReturnUse } from "@lianzhang/contract";
import { returnMove } from "@lianzhang/contract";
import type { Form, ReturnDeed } from "@lianzhang/definitions";
import { formatDay, parsePeriod } from "@lianzhang/kernel";
import type { Sender, SubmissionState, WholeSubmission } from "@lianzhang/work";
import { may, noSubmission } from "@lianzhang/work";
import type { ReturnDesk, StoryLink } from "./desk.ts";
import { openingOut, periodIn, rowOut } from "./desk.ts";
import { periodOrder } from "./forms.ts";

const KINDS: readonly Sender["kind"][] = ["enterprise", "city", "unit", "county", "park", "department"];

export interface ReturnsAsked {
  readonly form?: string | undefined;
  readonly period?: string | undefined;
  readonly state?: SubmissionState | undefined;
  readonly sender?: string | undefined;
  readonly page: number;
  readonly size: number;
}

function senderIn(text: string): Sender {
  const at = text.indexOf(":");
  const kind = KINDS.find((k) => k === text.slice(0, at)) ?? "enterprise";
  return { kind, id: text.slice(at + 1) };
}

export async function listReturns(desk: ReturnDesk, asked: ReturnsAsked): Promise<ReturnsAnswer> {
  const { form, period, state, sender, page, size } = asked;
  const query = {
    ...(form === undefined ? {} : { form }),
    ...(period === undefined ? {} : { period: periodIn(period) }),
    ...(sender === undefined ? {} : { sender: senderIn(sender) }),
  };
  const counts = await desk.returns.count(desk.viewer, query);
  const of = (s: SubmissionState): number => counts.get(s) ?? 0;
  const found = await desk.returns.list(desk.viewer, {
    ...query,
    ...(state === undefined ? {} : { state }),
    offset: (page - 1) * size,
    limit: size,
  });
  const names = await desk.names();
  const rows = [];
  for (const one of found) rows.push(await rowOut(desk, one, names));
  const states = {
    draft: of("draft"),
    sent: of("sent"),
    returned: of("returned"),
    accepted: of("accepted"),
    withdrawn: of("withdrawn"),
  };
  const all = Object.values(states).reduce((a, b) => a + b, 0);
  return { rows, total: state === undefined ? all : states[state], states };
}

/** A return the viewer sees, told to the chain where it is somebody else's. Throws WorkError LZ7501, LZ7509. */
export async function returnFor(
  desk: ReturnDesk,
  id: string,
  asked: Readonly<Record<string, string>>,
): Promise<{ readonly found: WholeSubmission; readonly form: Form }> {
  const found = await desk.returns.find(desk.viewer, id);
  const form = found === null ? undefined : desk.model.forms.get(found.form);
  if (found === null || form === undefined) throw noSubmission(id);
  await desk.tellReading(found, asked);
  return { found, form };
}

/** Own copies: whether the firm's consent holds today; null for every other input. */
export async function isConsented(desk: ReturnDesk, form: Form, sender: Sender): Promise<boolean | null> {
  if (form.input !== "own_copy") return null;
  const consents = await desk.returns.consents(desk.viewer, sender.id);
  return consents.some(
    (c) => c.form === form.id && c.withdrawn === null && c.since <= desk.today && desk.today < c.until,
  );
}

const DRAFTING: ReadonlySet<string> = new Set(["draft", "returned"]);

function mayOf(
  desk: ReturnDesk,
  found: WholeSubmission,
  deeds: ReadonlySet<ReturnDeed>,
  open: boolean,
  consented: boolean | null,
): ReturnMay {
  const { state, locked } = found;
  const [send, accept, drafting] = [deeds.has("send"), deeds.has("accept"), DRAFTING.has(state)];
  const taken = open && consented !== false;
  return {
    send: send && drafting && taken && found.files.length > 0,
    accept: accept && state === "sent" && !locked && consented !== false,
    takeBack: send && state === "sent",
    returnForChange: accept && !locked && (state === "sent" || state === "accepted"),
    withdraw: send && state !== "withdrawn" && (state !== "accepted" || found.input === "own_copy"),
    purge: !found.purged && may(desk.model.policy, desk.viewer, "purge.order"),
    correct: (send && drafting) || (accept && state === "sent"),
    remark: (send || accept) && (drafting || state === "sent"),
    files: send && drafting && taken,
  };
}

const usesOf = (desk: ReturnDesk, form: Form): readonly ReturnUse[] =>
  writtenIndicators(desk.model).flatMap((i) => {
    const fields = i.touches.flatMap((t) =>
      t.startsWith(`${form.id}.`) ? [t.slice(form.id.length + 1)] : [],
    );
    return fields.length === 0 ? [] : [{ indicator: i.id, label: i.label, fields }];
  });

/** The sender's latest accepted return of the form before this one's period. */
async function lastOf(desk: ReturnDesk, found: WholeSubmission): Promise<ReturnAnswer["last"]> {
  const { form, sender, period } = found;
  const before = await desk.returns.list(desk.viewer, { form, sender, state: "accepted", limit: 200 });
  const end = parsePeriod(period)?.to ?? 0;
  const [last] = before
    .filter((s) => (parsePeriod(s.period)?.to ?? end) < end)
    .toSorted((a, b) => periodOrder(a.period, b.period));
  return last === undefined ? null : { id: last.id, period: last.period };
}

/** What the chain says of it, the earliest first. */
const movesOf = (story: readonly StoryLink[], who: (person: string) => string): ReturnAnswer["moves"] =>
  story
    .flatMap((l) => {
      const action = returnMove.safeParse(l.action.replace(/^submission\./, ""));
      return action.success
        ? [{ action: action.data, by: who(l.actor), at: l.at, event: String(l.number) }]
        : [];
    })
    .toReversed();

export async function readOne(desk: ReturnDesk, id: string): Promise<ReturnAnswer> {
  const { found, form } = await returnFor(desk, id, { part: "return" });
  const names = await desk.names();
  const who = (person: string): string => names.get(person) ?? person;
  const opens = openingOut(desk, form, periodIn(found.period));
  const consented = await isConsented(desk, form, found.sender);
  const story = await desk.story(id);
  const sent = story.find((l) => l.action === "submission.send");
  return {
    return: await rowOut(desk, found, names),
    files: found.files.map((f) => ({ ...f, size: String(f.size) })),
    corrections: found.corrections.map((c) => ({ ...c, by: who(c.by), event: String(c.event) })),
    remarks: found.remarks.map((r) => ({ ...r, by: who(r.by) })),
    may: mayOf(desk, found, await desk.returns.deedsOn(desk.viewer, id), opens.open, consented),
    uses: usesOf(desk, form),
    opens,
    consented,
    knownFrom: found.knownFrom === null ? null : formatDay(found.knownFrom),
    acceptedEvent: found.acceptedEvent === null ? null : String(found.acceptedEvent),
    purged: found.purged,
    sent: sent === undefined ? null : { by: who(sent.actor), at: sent.at },
    moves: movesOf(story, who),
    signatories: found.signatories,
    last: await lastOf(desk, found),
  };
}
