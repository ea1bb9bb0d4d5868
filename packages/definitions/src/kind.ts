/**
 * The one mechanism for every kind of definition: a zod schema that says what may be written, and a builder
 * that makes the model's value of it. A later kind is one more file in kinds/ and one more line in kinds.ts.
 */
import type { z } from "zod";
import type { Entry } from "./source/entry.ts";
import type { Loading } from "./loading.ts";
import { checkShape } from "./shape.ts";

/** How a kind is written under its key: one thing, a map from ids to things, or a list. */
export type Form = "one" | "map" | "list";

export interface KindSpec<T> {
  readonly name: string;
  readonly form: Form;
  /** What ids must match; null: anything. */
  readonly id: RegExp | null;
  readonly schema: z.ZodType<T>;
  /** Keys whose members load on their own: one bad field does not take its form away. */
  readonly parts?: readonly string[];
  /** A missing key that deserves more than "missing key". */
  readonly missing?: Readonly<Record<string, { readonly code: `LZ2${string}`; readonly hint: string }>>;
  build(entry: Entry, value: T, loading: Loading): void;
}

export interface Kind {
  readonly name: string;
  readonly form: Form;
  readonly id: RegExp | null;
  readonly schema: z.ZodType;
  load(entry: Entry, loading: Loading): void;
}

export function defineKind<T>(spec: KindSpec<T>): Kind {
  return {
    name: spec.name,
    form: spec.form,
    id: spec.id,
    schema: spec.schema,
    load(entry, loading): void {
      const value = checkShape(entry, spec, loading);
      if (value !== null) spec.build(entry, value, loading);
    },
  };
}
