import type { DiagnosticRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { decisionWords } from "../../i18n/decision.ts";
import { useWords } from "../../i18n/dictionary.ts";

/** What the check says about the plan: code, place, what to do. */
export function LintCard({ diagnostics }: { readonly diagnostics: readonly DiagnosticRow[] }): ReactElement {
  const w = useWords(decisionWords);
  const words = { error: w.error, warning: w.warning, note: w.note };
  return (
    <section className="card">
      <h2>{w.lint(diagnostics.length)}</h2>
      <p className="unit">{w.lintSub}</p>
      {diagnostics.length === 0 ? <p className="quiet">{w.lintNone}</p> : null}
      <ul className="lint" tabIndex={0} aria-label={w.lint(diagnostics.length)}>
        {diagnostics.map((d, i) => (
          <li key={`${d.file}-${d.line}-${d.code}-${i}`}>
            <p>
              <span className={`severity ${d.severity}`}>{words[d.severity]}</span> {d.message}
            </p>
            {d.hint === null ? null : (
              <p className="quiet">
                {w.hint}: {d.hint}
              </p>
            )}
            <p className="quiet">
              <code>{d.code}</code> {d.file}:{d.line}:{d.column}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
