/** A mapping as it is kept: JSON, checked when it is read. */
import { wantedSchema } from "@lianzhang/contract";
import type { WorkbookMapping } from "@lianzhang/report";
import { z } from "zod";

const at = { sheet: z.string(), row: z.int().min(1), column: z.int().min(1) };
const label = z.object({ zh: z.string(), en: z.string() });
const words = z.array(z.string()).readonly();
const place = z.int().min(1);

export const mappingSchema: z.ZodType<WorkbookMapping> = z
  .object({
    version: z.literal(1),
    label: label.readonly(),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    book: words,
    sheets: z
      .array(
        z
          .object({
            name: z.string(),
            title: z.string().nullable(),
            words: z
              .array(
                z.union([
                  z.tuple([place, place, z.string()]).readonly(),
                  z.tuple([place, place, z.string(), place, place]).readonly(),
                ]),
              )
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
    cells: z
      .array(
        z
          .object({
            ...at,
            id: z.string(),
            want: wantedSchema,
            rowHead: words,
            columnHead: words,
            unit: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export type MappingRead =
  | { readonly ok: true; readonly mapping: WorkbookMapping }
  /** Where in the file and what was expected: `cells.3.want.period.span: …`; empty place: the whole text. */
  | { readonly ok: false; readonly at: string; readonly problem: string };

/** A mapping from the text of its file. */
export function readMapping(text: string): MappingRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, at: "", problem: error instanceof Error ? error.message : String(error) };
  }
  const read = mappingSchema.safeParse(value);
  if (read.success) return { ok: true, mapping: read.data };
  const [issue] = read.error.issues;
  return { ok: false, at: issue?.path.join(".") ?? "", problem: issue?.message ?? "" };
}
