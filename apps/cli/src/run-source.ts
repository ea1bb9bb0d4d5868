/** What a run is computed from: a loaded city as the engine's source of runs. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComputeRequest, RunRecord, RunSource } from "@lianzhang/engine";
import { parseDay, parsePeriod } from "@lianzhang/kernel";
import type { City } from "./city.ts";
import { digest } from "./run-files.ts";
import { OutsideError } from "./terminal.ts";

/** A data folder with `demo: true` in folder.yaml is made up: what comes of it says 演示数据. */
const isDemo = (folder: string): boolean => {
  const marker = join(folder, "folder.yaml");
  return existsSync(marker) && /^demo:\s*true\s*$/m.test(readFileSync(marker, "utf8"));
};

export const sourceOf = (city: City): RunSource => ({
  model: city.model,
  runner: city.store,
  versions: city.versions,
  demo: city.folders.some(isDemo),
  digest,
});

/** The request of a record, to be computed again. */
export function requestOf(record: RunRecord): ComputeRequest {
  const { period: text, known, basis, groupings, indicators } = record.request;
  const period = parsePeriod(text);
  const day = known === null ? null : parseDay(known);
  if (!period || (known !== null && day === null))
    throw new OutsideError({
      zh: `运行记录的时期「${text}」或日期「${known ?? ""}」无法识别`,
      en: `the record's period "${text}" or day "${known ?? ""}" cannot be read`,
    });
  return { period, known: day, basis, groupings, indicators };
}
