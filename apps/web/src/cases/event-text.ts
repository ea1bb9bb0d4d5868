/** What was done, in words. Pure. */
import type { CaseEvent } from "@lianzhang/contract";
import type { Language } from "@lianzhang/kernel";
import type { caseWords } from "../i18n/cases.ts";

type CaseWords = (typeof caseWords)["zh"];

const ACTS = [
  "begin",
  "move",
  "return",
  "propose",
  "sign",
  "decline",
  "withdraw",
  "attach",
  "detach",
  "fields",
] as const;

/** `办理:线索 → 研判`. */
export function eventText({ act, from, to }: CaseEvent, w: CaseWords, language: Language): string {
  if (act === null) return w.purged;
  const known = ACTS.find((a) => a === act);
  const what = known === undefined ? act : w[`act_${known}`];
  if (to === null) return what;
  return from === null || from[language] === to[language]
    ? `${what}:${to[language]}`
    : `${what}:${from[language]} → ${to[language]}`;
}
