/** /api/consents: what a firm allows to be done with its own copies, and that it may take back. */
import type { ConsentsAnswer } from "@lianzhang/contract";
import type { Use } from "@lianzhang/definitions";
import { formatDay } from "@lianzhang/kernel";
import { consentEnds, missingPart, noSubmission } from "@lianzhang/work";
import { badQuery } from "../errors.ts";
import { notAllowed } from "../door/identity.ts";
import { same } from "../present.ts";
import { follow } from "./act.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor, senderOut } from "./desk.ts";

/** The firm the viewer is of. Throws ApiProblem 403. */
function firmOf({ firm }: ReturnDesk): string {
  if (firm === null) throw notAllowed({ zh: "办理企业授权", en: "give or take back a firm's consent" });
  return firm;
}

export async function listConsents(desk: ReturnDesk): Promise<ConsentsAnswer> {
  const firm = firmOf(desk);
  const names = await desk.names();
  const who = (person: string): string => names.get(person) ?? person;
  const own = [...desk.model.forms.values()].filter((f) => f.input === "own_copy");
  const { label } = await senderOut(desk, own[0], { kind: "enterprise", id: firm });
  const consents = await desk.returns.consents(desk.viewer, firm);
  return {
    firm: { code: firm, name: label.zh },
    consents: consents.map((c) => ({
      id: c.id,
      firm: c.firm,
      form: c.form,
      formLabel: desk.model.forms.get(c.form)?.label ?? same(c.form),
      purposes: c.purposes,
      since: formatDay(c.since),
      until: formatDay(c.until),
      by: who(c.by),
      withdrawn: c.withdrawn && { by: who(c.withdrawn.by), at: c.withdrawn.at },
      inForce: c.withdrawn === null && c.since <= desk.today && desk.today < c.until,
    })),
    forms: own.flatMap(({ id, label: called, consent }) =>
      consent === null ? [] : [{ id, label: called, purposes: consent.purposes, months: consent.months }],
    ),
    today: formatDay(desk.today),
  };
}

export interface ConsentAsked {
  readonly form: string;
  readonly purposes: readonly string[];
  readonly until?: string | undefined;
}

export async function giveConsent(desk: ReturnDesk, asked: ConsentAsked): Promise<{ readonly id: string }> {
  const firm = firmOf(desk);
  const form = formFor(desk, asked.form);
  const offered: readonly Use[] = form.consent?.purposes ?? [];
  const purposes = asked.purposes.map((p) => {
    const found = offered.find((o) => o === p);
    if (found === undefined) throw missingPart("表式所列的用途", "purpose that the form offers");
    return found;
  });
  const ends = formatDay(consentEnds(desk.today, form.consent?.months ?? 0));
  if (asked.until !== undefined && asked.until !== ends)
    throw badQuery(
      {
        zh: `授权到 ${ends} 为止,不能另定为 ${asked.until}`,
        en: `a consent given today ends on ${ends}, not on ${asked.until}`,
      },
      { zh: "不写截止日期;可随时撤回", en: "leave the day out; it can be taken back at any time" },
    );
  const order = { firm, form: form.id, purposes, since: desk.today };
  return { id: await desk.returns.giveConsent(desk.acting, desk.viewer, order) };
}

export async function withdrawConsent(
  desk: ReturnDesk,
  id: string,
): Promise<{ readonly id: string; readonly purged: number }> {
  const consents = await desk.returns.consents(desk.viewer, firmOf(desk));
  if (!consents.some((c) => c.id === id)) throw noSubmission(id);
  const order = { consent: id, day: desk.today };
  const certificates = await desk.returns.withdrawConsent(desk.acting, desk.viewer, order);
  await follow(desk);
  return { id, purged: certificates.length };
}
