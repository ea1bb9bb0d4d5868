/** `run`: computes a question and keeps the answer as a record that can be verified, compared and signed. */
import { makeRun } from "@lianzhang/engine";
import { formatPeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { hasErrors, openCity, reportDiagnostics, shownPath } from "./city.ts";
import { toJson } from "./json.ts";
import { askedOf, groupingsAsked, indicatorsAsked } from "./question.ts";
import { writeRun } from "./run-files.ts";
import { signerAsked } from "./run-signing.ts";
import { sourceOf } from "./run-source.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT } from "./terminal.ts";

export async function runCommand(
  parsed: Parsed,
  terminal: Terminal,
  now: Date = new Date(),
): Promise<number> {
  const asked = askedOf(parsed);
  const signer = signerAsked(terminal, parsed, now);
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[0] ?? "",
    parsed.values.get("data"),
  );
  reportDiagnostics(terminal, diagnostics);
  if (city === null) return EXIT.input;
  try {
    const indicators = indicatorsAsked(city.model, parsed.values.get("indicator"));
    const groupings = groupingsAsked(city.model, parsed.values.get("by"));
    terminal.progress({
      zh: `计算 ${indicators.length} 项指标,${formatPeriod(asked.period)}`,
      en: `computing ${indicators.length} indicators, ${formatPeriod(asked.period)}`,
    });
    const request = { ...asked, indicators: indicators.map((i) => i.id), groupings };
    const made = await makeRun(sourceOf(city), request);
    const record = signer === null ? made : { ...made, signature: signer(made.hash) };
    const { file, state } = await writeRun(terminal, record, parsed.values.get("runs") ?? "");
    const shown = shownPath(terminal, file);
    if (parsed.switches.has("json"))
      terminal.out(
        toJson({
          hash: record.hash,
          file: shown,
          state,
          demo: record.demo,
          figures: record.figures.length,
          signature: record.signature,
        }),
      );
    else if (terminal.language === "zh") {
      const done = { new: "已记录", known: "已有相同的记录", signed: "已签名" }[state];
      terminal.out(`${done} ${shown}:${record.figures.length} 个数${record.demo ? ",演示数据" : ""}`);
      terminal.out(`哈希 ${record.hash}`);
    } else {
      const done = { new: "recorded", known: "recorded before", signed: "signed" }[state];
      terminal.out(`${done} ${shown}: ${record.figures.length} figures${record.demo ? ", demo data" : ""}`);
      terminal.out(`hash ${record.hash}`);
    }
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}
