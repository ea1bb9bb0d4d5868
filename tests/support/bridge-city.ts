/** A city of firms that enter, leave, move, restate and forget to report, for the bridge between two figures. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";

export async function bridgeModel(): Promise<Model> {
  const loaded = await loadDecision(join(import.meta.dirname, "../fixtures/bridge-city"));
  if (!loaded.model)
    throw new Error(loaded.diagnostics.map((d) => `${d.file}:${d.line} ${d.code} ${d.message}`).join("\n"));
  return loaded.model;
}

/** A store filled from texts: file name -> lines. Refuses data with errors. */
export async function cityOf(model: Model, files: Record<string, readonly string[]>): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-bridge-"));
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), lines.join("\n"));
  }
  const store = await openStore(":memory:", { threads: 2 });
  const report = await loadData(model, store, [folder], {});
  rmSync(folder, { recursive: true });
  const errors = report.diagnostics.filter((d) => d.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((d) => d.message).join("\n"));
  return store;
}

export const FIRM_HEAD = "code,name,county,park,managed_by,designated,since,until";
export const MEMBER_HEAD = "code,member_of,primary,share,since,until";
export const MONTHLY_HEAD = "code,period,known,output,output_prior,output_2020";
