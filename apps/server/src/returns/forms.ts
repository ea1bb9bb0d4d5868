/** GET /api/returns/forms: which forms a person has to do with, and as whom. */
import type { ReturnForm, ReturnFormsAnswer, ReturnSender } from "@lianzhang/contract";
import type { Form } from "@lianzhang/definitions";
import { dueOn, latestPeriod } from "@lianzhang/definitions";
import { formatDay, parsePeriod } from "@lianzhang/kernel";
import type { Sender } from "@lianzhang/work";
import type { ReturnDesk } from "./desk.ts";
import { keysOfInput, openingOut, senderOut } from "./desk.ts";
import { subjectsOf } from "./subjects.ts";

const KINDS = ["county", "park", "unit", "department"] as const;

/** Whose data the form is: the office that may send it. */
const holderOf = (form: Form): string | null => [...form.fields.values()][0]?.holder ?? null;

/** The subject that is the whole city, of a form about regions. */
async function cityOf(desk: ReturnDesk, form: Form): Promise<string> {
  const subjects = await subjectsOf(desk.context, form, latestPeriod(form, desk.today));
  const counties = new Set(desk.model.classifications.get("county")?.codes.map((c) => c.code));
  return subjects.find((s) => !counties.has(s.code) && s.code.endsWith("00"))?.code ?? "city";
}

/** As whom the viewer may send: its firm, its office, or the office whose data it is. */
export async function sendersFor(desk: ReturnDesk, form: Form): Promise<readonly Sender[]> {
  const keys = keysOfInput(desk, "send", form.input);
  const holder = holderOf(form);
  const found: Sender[] = [];
  for (const key of keys) {
    const [, kind = "", id = ""] = key.split("/");
    if (key.startsWith("return:")) {
      if (kind === "code") found.push({ kind: "enterprise", id });
      continue;
    }
    if (kind === "*") {
      // also of a holder that has nobody here, as the power company
      if (form.input === "records" && holder !== null) found.push({ kind: "department", id: holder });
      else if (form.input === "feedback" || form.input === "published")
        found.push({ kind: "city", id: await cityOf(desk, form) });
    }
    const office = KINDS.find((k) => k === kind);
    // records are of the office that holds them
    if (office !== undefined && (form.input !== "records" || id === holder)) found.push({ kind: office, id });
  }
  return [...new Map(found.map((s) => [`${s.kind}:${s.id}`, s])).values()];
}

async function formOut(desk: ReturnDesk, form: Form): Promise<ReturnForm> {
  const keys = (deed: "read" | "send" | "accept" | "lock") => keysOfInput(desk, deed, form.input);
  const senders: ReturnSender[] = [];
  for (const sender of await sendersFor(desk, form)) senders.push(await senderOut(desk, form, sender));
  const { survey, consent } = form;
  const latest = latestPeriod(form, desk.today);
  const due = dueOn(form, latest);
  return {
    id: form.id,
    label: form.label,
    input: form.input,
    every: form.every,
    months: form.months,
    like: form.like,
    mark: survey && {
      number: survey.number,
      authority: survey.authority,
      approval: survey.approval,
      validUntil: formatDay(survey.validUntil),
      assumed: survey.assumed,
    },
    deeds: {
      read: keys("read").length > 0,
      send: keys("send").length > 0,
      accept: keys("accept").length > 0,
      lock: keys("lock").includes(`return:${form.input}/*`),
    },
    senders,
    consent,
    opens: openingOut(desk, form, latest),
    due: due === null ? null : formatDay(due),
    fields: [...form.fields.values()].map((f) => ({
      id: f.id,
      label: f.label,
      unit: f.unit.text,
      required: f.required,
    })),
  };
}

export async function listForms(desk: ReturnDesk): Promise<ReturnFormsAnswer> {
  const forms: ReturnForm[] = [];
  for (const form of desk.model.forms.values())
    if (keysOfInput(desk, "read", form.input).length > 0) forms.push(await formOut(desk, form));
  return { forms, today: formatDay(desk.today) };
}

/** Newest first. */
export const periodOrder = (a: string, b: string): number =>
  (parsePeriod(b)?.to ?? 0) - (parsePeriod(a)?.to ?? 0);
