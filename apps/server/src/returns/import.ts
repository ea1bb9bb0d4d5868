/** Files brought in at the command line as one return, with the report of what was refused and why. */
import type { Finding, FormDescription, ReturnRead } from "@lianzhang/intake";
import { formPeriod, readReturn } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { formDescription } from "@lianzhang/returns";
import type { Sender } from "@lianzhang/work";
import { dayNow } from "@lianzhang/work";
import type { Product } from "../product.ts";
import { againstKnown } from "./against-known.ts";
import { expectedOf } from "./expected.ts";
import type { KeptMatching } from "./kept-matching.ts";
import { askedBy, keptMatching, matchingText } from "./kept-matching.ts";
import { namesOf } from "./names.ts";
import { aboutSender } from "./rows-of.ts";
import { namedFiles, sheetsOf } from "./sheets-of.ts";

export interface ImportOrder {
  readonly form: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Null: every row, or its sheet, says its own. */
  readonly period: Period | null;
  readonly sender: Sender;
}

export interface ImportReport {
  readonly submission: string;
  /** The same files were there already: nothing was changed. */
  readonly already: boolean;
  readonly form: FormDescription;
  readonly period: Period;
  readonly sender: Sender;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly read: ReturnRead;
  /** Of reading the files, then of tables, rows and checks. */
  readonly findings: readonly Finding[];
}

/** `no_period`: nobody said one and no row has one; nothing was kept. */
export type ImportOutcome =
  | { readonly kind: "kept"; readonly report: ImportReport }
  | { readonly kind: "no_period" }
  | { readonly kind: "wrong_period"; readonly message: string; readonly zh: string };

/** From the first to the last month that rows are of. */
function spanOf({ rows }: ReturnRead): Period | null {
  const periods = rows.flatMap((r) => r.period ?? []);
  const [first] = periods;
  if (first === undefined) return null;
  return periods.reduce((a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }), first);
}

/**
 * Imports files as one return of a form: kept, accepted, and its ready rows in the figures. Rows that wait stay in it with
 * their reasons; those that what is stored held up are kept with it, so that the same rows come of it at any time. Throws
 * WorkError LZ75xx.
 */
export async function importFiles(
  { context, side }: Pick<Product, "context" | "side">,
  order: ImportOrder,
): Promise<ImportOutcome> {
  const { cleared: model } = context.instance;
  const form = model.forms.get(order.form);
  const register = form && model.registers.get(form.subject);
  if (form === undefined || register === undefined) throw new TypeError(`no form ${order.form}`);
  const description = formDescription(model, form);
  const asked = order.period === null ? null : formPeriod(order.period, description);
  if (asked?.ok === false) return { kind: "wrong_period", message: asked.message.en, zh: asked.message.zh };
  const { sender } = order;
  const before = keptMatching(await side.returns.rememberedMatching(form.id, sender));
  const kept: KeptMatching = {
    remembered: before.remembered,
    heads: [],
    period: order.period === null ? "rows" : "return",
    held: [],
  };
  const names = await namesOf(context.runner, register);
  const files = namedFiles(order.files.map((f, i) => ({ ...f, hash: String(i), kind: "file" as const })));
  const none = new Uint8Array();
  const { sheets, findings } = await sheetsOf(files, (place) =>
    Promise.resolve(order.files[Number(place)]?.bytes ?? none),
  );
  const read = readReturn(sheets, {
    forms: [description],
    ...askedBy(kept, order.period ?? undefined),
    sender: aboutSender(sender),
    register: names,
    ...(order.period === null ? {} : { expected: await expectedOf(context, form, order.period, names) }),
  });
  const period = order.period ?? spanOf(read);
  if (period === null) return { kind: "no_period" };
  const known = await againstKnown(context, form, description, read, period);
  const { held } = known;
  const nothingSaid = kept.remembered.length === 0 && kept.period === "return" && held.length === 0;
  const { id, hashes, already } = await side.returns.import({
    form: form.id,
    period,
    sender,
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    matching: nothingSaid ? null : matchingText({ ...kept, held }),
    day: dayNow(side.clock),
  });
  await side.returnFacts?.refresh();
  return {
    kind: "kept",
    report: {
      submission: id,
      already,
      form: description,
      period,
      sender,
      files: files.map(({ name, bytes }, i) => ({ name, sha256: hashes[i] ?? "", bytes: bytes.length })),
      read: known.read,
      findings: [...findings, ...known.read.findings],
    },
  };
}
