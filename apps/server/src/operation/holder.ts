/** 数据商请: which form a missing figure waits for, and who holds it. */
import type { Form } from "@lianzhang/definitions";
import { formsOf } from "@lianzhang/definitions";
import type { Label, Period } from "@lianzhang/kernel";
import { monthOfYear } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { codeLabel, same } from "../present.ts";
import { isHere } from "./calendar.ts";

const LENGTH = { month: 1, quarter: 3, half: 6, year: 12, any: 1 } as const;

/** The bureau whose aggregates are fed back and published. */
const STATISTICS = "statistics_bureau";

/** The form's last period that ends within the months. */
export function returnPeriod(form: Form, { to }: Period): Period {
  const step = LENGTH[form.every];
  const end = to - (monthOfYear(to) % step);
  return { from: end - step + 1, to: end };
}

export interface Wanted {
  readonly form: Form;
  readonly period: Period;
  readonly holder: Label;
  readonly asks:
    | { readonly kind: "department"; readonly id: string }
    | { readonly kind: "county"; readonly id: string }
    | { readonly kind: "enterprise"; readonly id: string };
}

interface Address {
  readonly indicator: string;
  readonly period: Period;
  readonly group: { readonly key: string; readonly code: string } | null;
  readonly subject: { readonly code: string; readonly name: string } | null;
}

/** Whom one asks for a form's rows; null: nobody may be pressed for them, as for a firm's own copy. */
function askedFor(context: Context, form: Form, address: Address): Omit<Wanted, "form" | "period"> | null {
  const { model } = context;
  const holder = [...form.fields.values()][0]?.holder ?? "";
  const label = model.holders.get(holder)?.label ?? same(holder);
  const isDepartment = (id: string): boolean =>
    model.classifications.get("department")?.codes.some((c) => c.code === id) === true;
  switch (form.input) {
    case "own_copy":
      return null;
    case "records":
      return isDepartment(holder) ? { holder: label, asks: { kind: "department", id: holder } } : null;
    case "feedback":
    case "published":
      return {
        holder: model.holders.get(STATISTICS)?.label ?? label,
        asks: { kind: "department", id: STATISTICS },
      };
    case "survey": {
      const { subject, group } = address;
      if (subject !== null)
        return { holder: same(subject.name), asks: { kind: "enterprise", id: subject.code } };
      if (group?.key !== "county") return null;
      return {
        holder: codeLabel(model, "county", group.code),
        asks: { kind: "county", id: group.code },
      };
    }
  }
}

/** What the figure waits for: the first form that it reads, that is not here, and that somebody can be asked for. */
export async function wantedFor(context: Context, address: Address): Promise<Wanted | null> {
  const indicator = context.model.indicators.get(address.indicator);
  if (indicator === undefined) return null;
  for (const form of formsOf(context.model, indicator)) {
    const period = returnPeriod(form, address.period);
    const asked = askedFor(context, form, address);
    // of one firm or county a row of others says nothing
    const here = asked?.asks.kind === "department" && (await isHere(context, form, period.to));
    if (asked !== null && !here) return { form, period, ...asked };
  }
  return null;
}
