/** Consents of firms to the use of their own copies: for which form and purposes, from when to when, and taken back. */
import type { Use } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import { formatDay } from "@lianzhang/kernel";
import { returnKeys } from "../access/returns.ts";
import type { Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import { day } from "../cases/rows.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { hexFrom } from "../database/sources.ts";
import { momentText } from "../people/moment.ts";
import { missingPart, notYourDeed, noSubmission } from "./faults.ts";
import type { ReturnsGround } from "./ground.ts";
import { formIn } from "./ground.ts";

export interface Consent {
  readonly id: string;
  readonly firm: string;
  readonly form: string;
  readonly purposes: readonly string[];
  readonly since: Day;
  /** Exclusive. */
  readonly until: Day;
  readonly by: string;
  readonly withdrawn: { readonly by: string; readonly at: string } | null;
}

export interface ConsentOrder {
  readonly firm: string;
  readonly form: string;
  readonly purposes: readonly Use[];
  readonly since: Day;
}

const COLUMNS = `id, firm, form, array_to_string(purposes, ' ') AS purposes, since, until, given_by, withdrawn_by, withdrawn_at`;

function consentOf(row: Row): Consent {
  const by = textOrNull(row, "withdrawn_by");
  return {
    id: text(row, "id"),
    firm: text(row, "firm"),
    form: text(row, "form"),
    purposes: text(row, "purposes").split(" "),
    since: day(row, "since"),
    until: day(row, "until"),
    by: text(row, "given_by"),
    withdrawn: by === null ? null : { by, at: text(row, "withdrawn_at") },
  };
}

/** Consents in force on a day; the rows are held, so that none is taken back while a copy is accepted. */
export const inForce = async (
  queries: Queries,
  firm: string,
  form: string,
  on: Day,
): Promise<readonly Consent[]> =>
  (
    await queries.rows(
      `SELECT ${COLUMNS} FROM consent WHERE firm = $1 AND form = $2 AND withdrawn_at IS NULL
         AND since COLLATE "C" <= $3 AND until COLLATE "C" > $3 ORDER BY id FOR SHARE`,
      [firm, form, formatDay(on)],
    )
  ).map(consentOf);

/** Every consent of a firm, the latest first. */
export const consentsOf = async (queries: Queries, firm: string): Promise<readonly Consent[]> =>
  (await queries.rows(`SELECT ${COLUMNS} FROM consent WHERE firm = $1 ORDER BY since DESC, id`, [firm])).map(
    consentOf,
  );

/** The day a consent given on a day ends: the same day so many months later, the last of a shorter month. */
export function consentEnds(on: Day, months: number): Day {
  const [y = 0, m = 1, d = 1] = formatDay(on).split("-").map(Number);
  const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate();
  return Date.UTC(y, m - 1 + months, Math.min(d, last)) / 86_400_000;
}

/** Only whoever sends for the firm consents for it. */
export function requireSender({ model }: ReturnsGround, viewer: Viewer, firm: string): void {
  const keys = returnKeys(model.policy, model, viewer, "send");
  if (!keys.includes(`return:own_copy/code/${firm}`)) throw notYourDeed(viewer.name, "own_copy", "send");
}

/** Gives a consent for as long as the form says. Throws LZ7502, LZ7505 for no purpose or one the form does not offer, LZ7509. */
export async function giveConsent(
  ground: ReturnsGround,
  acting: Acting,
  viewer: Viewer,
  order: ConsentOrder,
): Promise<string> {
  const form = formIn(ground.model, order.form);
  requireSender(ground, viewer, order.firm);
  const { consent } = form;
  const offered = order.purposes.filter((p) => consent?.purposes.includes(p) === true);
  if (consent === null || offered.length === 0 || offered.length < order.purposes.length)
    throw missingPart("表式所列的用途", "purpose that the form offers");
  const id = hexFrom(ground.random, 12);
  const [since, until] = [formatDay(order.since), formatDay(consentEnds(order.since, consent.months))];
  await ground.trail.change(acting, async (change) => {
    await change.rows(
      `INSERT INTO consent (id, firm, firm_register, form, purposes, since, until, given_by, given_at)
         VALUES ($1, $2, $3, $4, CAST($5 AS TEXT[]), $6, $7, $8, $9)`,
      [id, order.firm, form.subject, form.id, offered, since, until, acting.user, momentText(ground.clock())],
    );
    const after = { firm: order.firm, form: form.id, purposes: offered, since, until };
    change.record({ action: "consent.give", subject: { kind: "consent", id }, before: null, after });
  });
  return id;
}

/** A consent, held. Throws LZ7501 when there is none. */
export async function holdConsent(queries: Queries, id: string): Promise<Consent> {
  const [row] = await queries.rows(`SELECT ${COLUMNS} FROM consent WHERE id = $1 FOR UPDATE`, [id]);
  if (row === undefined) throw noSubmission(id);
  return consentOf(row);
}
