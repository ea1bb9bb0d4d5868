/** Whom a return of a period is expected from, by the form's own condition on the register. */
import type { Form } from "@lianzhang/definitions";
import { SubjectSlices } from "@lianzhang/engine";
import type { Named } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import type { Context } from "../context.ts";

/** Subjects expected at the end of the period, in the order of `names`. Where it cannot be told, none is. */
export async function expectedOf(
  context: Context,
  form: Form,
  period: Period,
  names: readonly Named[],
): Promise<readonly Named[]> {
  const request = { register: form.subject, cores: [], periods: [period], known: null };
  const slices = await SubjectSlices.load(context.instance.cleared, context.runner, request);
  const leaves = slices.leaves({ month: period.to, known: null });
  return names.filter(
    ({ code }) =>
      slices.holds(form.subject, code, period.to) === true && leaves.expected(form.id, code, period) === true,
  );
}
