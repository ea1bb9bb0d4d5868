/** What `evaluate` and `entitle` have in common: the city, a table or JSON, and a file beside. */
import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import type { ComputeRequest } from "@lianzhang/engine";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { diagnosticJson, hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

/** For when, as known when. */
export type Asked = Omit<ComputeRequest, "indicators" | "groupings">;

/** One answer in the three forms it is printed in. */
export interface Answered {
  readonly document: Record<string, unknown>;
  csv(): string;
  lines(): readonly string[];
}

/** Opens the city, asks, and prints or writes; `none` is the JSON where the folder has errors. */
export async function answerCommand(
  parsed: Parsed,
  terminal: Terminal,
  none: Record<string, unknown>,
  answer: (city: City) => Promise<Answered>,
): Promise<number> {
  const out = parsed.values.get("out");
  const format = out === undefined ? null : extname(out).toLowerCase();
  if (format !== null && format !== ".csv" && format !== ".json")
    throw new UsageError({ zh: "--out 的文件名以 .csv 或 .json 结尾", en: "--out ends in .csv or .json" });
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[0] ?? "",
    parsed.values.get("data"),
  );
  const json = parsed.switches.has("json");
  if (city === null) {
    if (json) terminal.out(toJson({ ...none, diagnostics: diagnostics.map(diagnosticJson) }));
    else reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  try {
    const answered = await answer(city);
    if (out !== undefined) {
      await writeFile(out, format === ".csv" ? answered.csv() : `${toJson(answered.document)}\n`);
      terminal.progress({ zh: `已写入 ${out}`, en: `wrote ${out}` });
    }
    if (json) terminal.out(toJson(answered.document));
    else {
      reportDiagnostics(terminal, diagnostics);
      for (const line of answered.lines()) terminal.out(line);
    }
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}
