/** Files brought in at the command line as one return, with the report of what was refused and why. */
import type { Finding, FormDescription, ReturnRead } from "@lianzhang/intake";
import { formPeriod } from "@lianzhang/intake";
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
import type { ImportFile, PlainCount } from "./read-import.ts";
import { readImport } from "./read-import.ts";
import { aboutSender } from "./rows-of.ts";
import { namedFiles } from "./sheets-of.ts";

export interface ImportOrder {
  readonly form: string;
  readonly files: readonly ImportFile[];
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
  /** Of the rows that were read cell by cell; counts of tables, the chase list and the match are of all. */
  readonly read: ReturnRead;
  readonly plain: PlainCount;
  /** Of reading the files, then of tables, rows and checks. */
  readonly findings: readonly Finding[];
}

/** `no_period`: nobody said one and no row has one; nothing was kept. */
export type ImportOutcome =
  | { readonly kind: "kept"; readonly report: ImportReport }
  | { readonly kind: "no_period" }
  | { readonly kind: "wrong_period"; readonly message: string; readonly zh: string };

/**
 * Imports files as one return of a form: kept, accepted, and its ready rows in the figures. Rows that wait stay in it with
 * their reasons; those that what is stored held up are kept with it, so that the same rows come of it at any time. Throws
 * WorkError LZ75xx.
 */
export async function importFiles(
  product: Pick<Product, "context" | "side" | "plain">,
  order: ImportOrder,
): Promise<ImportOutcome> {
  try {
    return await importAll(product, order);
  } finally {
    await product.plain.drop();
  }
}

async function importAll(
  { context, side, plain }: Pick<Product, "context" | "side" | "plain">,
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
    aside: [],
  };
  const names = await namesOf(context.runner, register);
  const files = namedFiles(order.files);
  const found = await readImport(
    { context, plain },
    {
      form,
      description,
      files,
      asked: {
        forms: [description],
        ...askedBy(kept, order.period ?? undefined),
        sender: aboutSender(sender),
        register: names,
        ...(order.period === null ? {} : { expected: await expectedOf(context, form, order.period, names) }),
      },
    },
  );
  const period = order.period ?? found.span;
  if (period === null) return { kind: "no_period" };
  const known = await againstKnown(context, form, description, found.read, period);
  const { held } = known;
  const nothingSaid = kept.remembered.length === 0 && kept.period === "return" && held.length === 0;
  const { id, hashes, sizes, already } = await side.returns.import({
    form: form.id,
    period,
    sender,
    files,
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
      files: files.map(({ name }, i) => ({ name, sha256: hashes[i] ?? "", bytes: Number(sizes[i] ?? 0) })),
      read: known.read,
      plain: found.plain,
      findings: [...found.findings, ...known.read.findings],
    },
  };
}
