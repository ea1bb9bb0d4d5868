import type { DiagnosticRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { decisionWords } from "../../i18n/decision.ts";
import { useWords } from "../../i18n/dictionary.ts";

/** Findings shown of each code before the rest is folded away. */
const SHOWN = 3;
const ORDER = { error: 0, warning: 1, note: 2 } as const;

/** By code, the serious ones first, so that one kind with many findings does not bury the others. */
function groups(diagnostics: readonly DiagnosticRow[]): readonly (readonly DiagnosticRow[])[] {
  const byCode = new Map<string, DiagnosticRow[]>();
  for (const d of diagnostics) byCode.set(d.code, [...(byCode.get(d.code) ?? []), d]);
  const weight = (list: readonly DiagnosticRow[]): number =>
    ORDER[list[0]?.severity ?? "note"] * 1e6 + list.length;
  return [...byCode.values()].sort((a, b) => weight(a) - weight(b));
}

function Finding({ d }: { readonly d: DiagnosticRow }): ReactElement {
  const w = useWords(decisionWords);
  const { language } = useFrame();
  const words = { error: w.error, warning: w.warning, note: w.note };
  return (
    <li>
      <p>
        <span className={`severity ${d.severity}`}>{words[d.severity]}</span> {d.message[language]}
      </p>
      {d.hint === null ? null : (
        <p className="quiet">
          {w.hint}: {d.hint[language]}
        </p>
      )}
      <p className="quiet">
        <code>{d.code}</code> {d.file}:{d.line}:{d.column}
      </p>
    </li>
  );
}

const key = (d: DiagnosticRow, i: number): string => `${d.file}-${d.line}-${d.code}-${i}`;

/** What the check says about the plan: code, place, what to do. */
export function LintCard({ diagnostics }: { readonly diagnostics: readonly DiagnosticRow[] }): ReactElement {
  const w = useWords(decisionWords);
  return (
    <section className="card">
      <h2>{w.lint(diagnostics.length)}</h2>
      <p className="unit">{w.lintSub}</p>
      {diagnostics.length === 0 ? <p className="quiet">{w.lintNone}</p> : null}
      <div className="lint" tabIndex={0} role="group" aria-label={w.lint(diagnostics.length)}>
        {groups(diagnostics).map((list) => (
          <div key={list[0]?.code ?? ""}>
            <ul>
              {list.slice(0, SHOWN).map((d, i) => (
                <Finding key={key(d, i)} d={d} />
              ))}
            </ul>
            {list.length > SHOWN ? (
              <details>
                <summary>{w.lintMore(list.length - SHOWN)}</summary>
                <ul>
                  {list.slice(SHOWN).map((d, i) => (
                    <Finding key={key(d, i)} d={d} />
                  ))}
                </ul>
              </details>
            ) : null}
          </div>
        ))}
      </div>
    </section>
  );
}
