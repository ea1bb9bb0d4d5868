/** The ledger of incentives as one person may see it: cases of the register in which every claim that was made is kept. */
import { CLAIM_LEDGER, LEDGER_FIELDS } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import type { Values } from "@lianzhang/work";
import type { CaseDesk } from "../cases/desk.ts";
import { everyCase } from "../cases/every-case.ts";

/** The procedure, and the register it is of. */
export const CLAIM: string = CLAIM_LEDGER;

/** What is written when the case of a claim is made, beside what settling reads. */
const MORE = {
  title: "claim_title",
  county: "claim_county",
  park: "claim_park",
  due: "claim_due",
  fund: "claim_fund",
} as const;
/** Attributes of a claim. */
export const FIELDS: typeof LEDGER_FIELDS & typeof MORE = { ...LEDGER_FIELDS, ...MORE };

export interface Entered {
  /** Id of the case. */
  readonly id: string;
  readonly entitlement: string;
  readonly subject: string;
  readonly state: Label;
  /** In a final state that is none of success. */
  readonly over: boolean;
  /** 分. */
  readonly granted: bigint;
  readonly paid: bigint | null;
}

const text = (values: Values, field: string): string => {
  const value = values[field];
  return typeof value === "string" ? value : "";
};
/** As records keep a number: 分. */
const money = (values: Values, field: string): bigint | null => {
  const value = text(values, field);
  return /^-?\d+$/.test(value) ? BigInt(value) : null;
};

/** Claims of the year that the person may read; null: none may be read, or the folder keeps no such ledger. */
export async function ledgerOf(desk: CaseDesk | null, year: string): Promise<readonly Entered[] | null> {
  const found = await everyCase(desk, CLAIM, [{ kind: "any", field: FIELDS.year, of: [year] }]);
  if (found === null) return null;
  return found.cases.map(({ case: own, values }) => {
    const state = found.procedure.states.get(own.state);
    return {
      id: own.id,
      entitlement: text(values, FIELDS.item),
      subject: text(values, FIELDS.firm),
      state: state?.label ?? { zh: own.state, en: own.state },
      over: state?.kind === "final_failure",
      granted: money(values, FIELDS.granted) ?? 0n,
      paid: money(values, FIELDS.paid),
    };
  });
}
