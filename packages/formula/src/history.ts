/** Questions about history: the asked period and the ones before it, step by step. */
import type { Period, Value } from "@lianzhang/kernel";
import { missing, present, RATIO_ONE, shiftPeriod } from "@lianzhang/kernel";
import type { BooleanCore, NumberCore, Steps } from "./core.ts";
import type { Leaves, Question } from "./value.ts";

/** The asked period and each earlier one the steps look at, latest first. */
export function stepsBack(steps: Steps, period: Period, horizon: number | null): Period[] {
  const earliest = Math.max(
    steps.within === null ? -Infinity : period.to - steps.within + 1,
    // without a horizon and without a limit there is only now
    horizon ?? (steps.within === null ? period.to : -Infinity),
  );
  const found = [period];
  for (let p = shiftPeriod(period, -steps.step); p.to >= earliest; p = shiftPeriod(p, -steps.step))
    found.push(p);
  return found;
}

type Ask = (condition: BooleanCore, leaves: Leaves, question: Question) => boolean | null;

const at = (question: Question, period: Period): Question => ({ ...question, period, asOf: period.to });

const anyOf = (answers: readonly (boolean | null)[]): boolean | null =>
  answers.includes(true) ? true : answers.includes(null) ? null : false;

/** Kleene over the steps: one unknown step leaves `ever` unknown unless another one is true. */
export function historyOf(
  node: Extract<BooleanCore, { readonly op: "history" }>,
  leaves: Leaves,
  question: Question,
  ask: Ask,
): boolean | null {
  const answers = stepsBack(node.steps, question.period, leaves.horizon?.() ?? null).map((p) =>
    ask(node.argument, leaves, at(question, p)),
  );
  if (node.asks === "ever") return anyOf(answers);
  const [now = null, ...before] = answers;
  const earlier = anyOf(before);
  if (now === false || earlier === true) return false;
  return now === null || earlier === null ? null : true;
}

/** How many steps up to now the condition has held; the first unknown one before a no makes it missing. */
export function streakOf(
  node: Extract<NumberCore, { readonly op: "streak" }>,
  leaves: Leaves,
  question: Question,
  ask: Ask,
): Value {
  let held = 0n;
  for (const p of stepsBack(node.steps, question.period, leaves.horizon?.() ?? null)) {
    const answer = ask(node.condition, leaves, at(question, p));
    if (answer === null) return missing("unknown_condition");
    if (!answer) break;
    held++;
  }
  return present(held * RATIO_ONE);
}
