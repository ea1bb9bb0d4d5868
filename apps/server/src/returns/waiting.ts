/** GET /api/returns/waiting: how many returns wait for the one who asks, and what checks say of them. */
import type { WaitingAnswer } from "@lianzhang/contract";
import type { Submission } from "@lianzhang/work";
import { WorkError } from "@lianzhang/work";
import type { ReturnDesk } from "./desk.ts";
import { keysOfInput, senderOut } from "./desk.ts";
import { checkedOf, isExplained, openFound } from "./opened.ts";

/** Returns that are read for their counts; the first line says of how many it speaks. */
const COUNTED = 30;

export interface WaitingCounts {
  readonly must: number;
  readonly unexplained: number;
  readonly explained: number;
  readonly readable: boolean;
}

const UNREADABLE: WaitingCounts = { must: 0, unexplained: 0, explained: 0, readable: false };

/** Counts alone: nothing that a return says is told, so no look at it is. */
async function countsOf(desk: ReturnDesk, { id, form: formId }: Submission): Promise<WaitingCounts> {
  const found = await desk.returns.find(desk.viewer, id);
  const form = desk.model.forms.get(formId);
  if (found === null || form === undefined) return UNREADABLE;
  try {
    const { findings } = await openFound(desk, found, form);
    const explained = findings.filter(
      (f) => f.strength === "explain" && isExplained(f, found.remarks),
    ).length;
    return { ...checkedOf(findings, found.remarks), explained, readable: true };
  } catch (error) {
    if (error instanceof WorkError) return UNREADABLE;
    throw error;
  }
}

export async function waitingFor(desk: ReturnDesk): Promise<WaitingAnswer> {
  const sent = await desk.returns.list(desk.viewer, { state: "sent", limit: 1000 });
  const own = sent.filter((s) => keysOfInput(desk, "accept", s.input).length > 0);
  const rows: WaitingAnswer["rows"][number][] = [];
  for (const one of own.slice(0, COUNTED)) {
    const form = desk.model.forms.get(one.form);
    if (form === undefined) continue;
    rows.push({
      id: one.id,
      formLabel: form.label,
      period: one.period,
      sender: await senderOut(desk, form, one.sender),
      locked: one.locked,
      ...(await desk.countedOnce(one, () => countsOf(desk, one))),
    });
  }
  const sum = (of: "must" | "unexplained" | "explained"): number => rows.reduce((n, r) => n + r[of], 0);
  return {
    total: own.length,
    counted: rows.length,
    must: sum("must"),
    unexplained: sum("unexplained"),
    explained: sum("explained"),
    rows,
  };
}
