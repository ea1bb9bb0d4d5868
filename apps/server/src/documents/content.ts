/** What is kept with a document beside its file, as JSON: by what it is traced, and what its maker saw. */
import type { KeptTrace, PaperGap, PaperRefresh } from "@lianzhang/contract";
import { keptTrace, paperGap, paperRefresh } from "@lianzhang/contract";
import { z } from "zod";

export interface PaperContent {
  /** As people typed them. */
  readonly texts: Readonly<Record<string, string>>;
  readonly label: string | null;
  readonly known: string | null;
  readonly traces: readonly KeptTrace[];
  readonly gaps: readonly PaperGap[];
  readonly assumed: readonly string[];
  /** Codes of the firms it names. */
  readonly firms: readonly string[];
  /** The last day of release of its figures. */
  readonly released: string | null;
  /** What its maker saw of firms; `hidden`: codes kept from one who saw all others. */
  readonly saw: { readonly extent: "all" | "scope" | "own"; readonly hidden: readonly string[] };
  readonly refresh: PaperRefresh | null;
}

const contentSchema: z.ZodType<PaperContent> = z.object({
  texts: z.record(z.string(), z.string()),
  label: z.string().nullable(),
  known: z.string().nullable(),
  traces: z.array(keptTrace),
  gaps: z.array(paperGap),
  assumed: z.array(z.string()),
  firms: z.array(z.string()),
  released: z.string().nullable(),
  saw: z.object({ extent: z.enum(["all", "scope", "own"]), hidden: z.array(z.string()) }),
  refresh: paperRefresh.nullable(),
});

const PURGED: PaperContent = {
  texts: {},
  label: null,
  known: null,
  traces: [],
  gaps: [],
  assumed: [],
  firms: [],
  released: null,
  saw: { extent: "own", hidden: [] },
  refresh: null,
};

/** As it was written by this program; nothing of it is left after a purge. Throws for anything else. */
export const readContent = (text: string): PaperContent =>
  text === "" ? PURGED : contentSchema.parse(JSON.parse(text));
