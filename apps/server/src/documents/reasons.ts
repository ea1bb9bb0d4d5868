/** Reasons as people wrote them in the month: about whom, by whom, on which day. Never anything else. */
import type { Label, Month } from "@lianzhang/kernel";
import type { GivenReason } from "@lianzhang/report";
import type { ListedRecord } from "@lianzhang/work";
import type { Context } from "../context.ts";
import type { OperationDesk } from "../operation/desk.ts";
import { textIn } from "../operation/desk.ts";
import { WHOLE } from "../operation/head.ts";
import { ofMonth } from "../operation/kept.ts";
import { REGISTERS } from "../operation/names.ts";
import { codeLabel } from "../present.ts";

export interface Reason extends GivenReason {
  readonly firm: string | null;
  readonly chain: string | null;
}

/** 2025年12月20日 of a moment or a day. */
export const dayWords = (moment: string): string => {
  const [year = "", month = "", day = ""] = moment.slice(0, 10).split("-");
  return `${year}年${Number(month)}月${Number(day)}日`;
};

/** The day on which a record was entered, from its history. */
async function enteredOn(
  desk: OperationDesk,
  register: "call" | "reason",
  { id }: ListedRecord,
): Promise<string> {
  const versions = await desk.registers.history(REGISTERS[register], id, { limit: 50 });
  const at = versions.at(-1)?.link.at;
  return at === undefined ? "" : dayWords(at);
}

async function firmNamed(desk: OperationDesk, code: string): Promise<string> {
  const record = await desk.registers.find("enterprise", { code });
  return textIn(record?.spells.at(-1)?.values, "name") ?? code;
}

/** Notes of calls and reasons of differences of the month that the viewer may read, in the order they were written. */
export async function reasonsOf(
  context: Context,
  desk: OperationDesk | null,
  month: Month,
): Promise<readonly Reason[]> {
  if (desk === null) return [];
  const found: Reason[] = [];
  for (const record of await ofMonth(desk, "call", "call_month", month)) {
    const firm = textIn(record.values, "call_enterprise");
    const text = textIn(record.values, "call_said");
    if (firm === null || text === null) continue;
    const caller = textIn(record.values, "call_by");
    found.push({
      firm,
      chain: null,
      text,
      about: await firmNamed(desk, firm),
      by: caller === null ? "企业" : `企业（${caller}电话回访）`,
      on: await enteredOn(desk, "call", record),
    });
  }
  const label = (classification: string, code: string): Label =>
    codeLabel(context.model, classification, code);
  for (const record of await ofMonth(desk, "reason", "differs_month", month)) {
    const { values } = record;
    const text = textIn(values, "differs_why");
    if (text === null) continue;
    const firm = textIn(values, "differs_enterprise");
    const chain = textIn(values, "differs_chain");
    const county = textIn(values, "differs_county");
    const about =
      firm !== null
        ? await firmNamed(desk, firm)
        : chain !== null
          ? label("chain", chain).zh
          : county === null
            ? WHOLE.zh
            : label("county", county).zh;
    const by = textIn(values, "differs_by") ?? "填写人";
    found.push({ firm, chain, text, about, by, on: await enteredOn(desk, "reason", record) });
  }
  return merged(found);
}

/** What one person said of one thing on one day is one sentence. */
function merged(reasons: readonly Reason[]): readonly Reason[] {
  const found = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = JSON.stringify([reason.about, reason.by, reason.on]);
    const before = found.get(key);
    found.set(key, before === undefined ? reason : { ...before, text: `${before.text}；${reason.text}` });
  }
  return [...found.values()];
}
