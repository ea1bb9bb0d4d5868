/** What a refresh did: changed, kept, gone, new. */
import type { PaperRefresh } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";

export const resultCount = ({ changed, kept, gone, added }: PaperRefresh): number =>
  changed.length + kept.length + gone.length + added.length;

export function RefreshResult({ refresh }: { readonly refresh: PaperRefresh }): ReactElement {
  const w = useWords(paperWords);
  const shown = (text: string): string => (text === "" ? w.empty : text);
  if (resultCount(refresh) === 0) return <p className="quiet">{w.nothing}</p>;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      w.changed,
      refresh.changed.map(
        (c) => `${c.name}:${shown(c.before)} ${w.arrow} ${shown(c.after)}${c.turned ? w.turned : ""}`,
      ),
    ],
    [w.kept, refresh.kept.map((k) => `${k.name}:${shown(k.typed)}(${w.nowIs(shown(k.now))})`)],
    [
      w.gone,
      refresh.gone.map(
        (g) =>
          `${g.of === null ? "" : `${g.of} `}${g.name}:${shown(g.text)}(${g.removed ? w.removed : w.greyed})`,
      ),
    ],
    [w.added, refresh.added.map((a) => `${a.of} ${a.name}(${a.placed ? w.placed : w.toAdd})`)],
  ];
  return (
    <div aria-live="polite">
      {parts.map(([title, lines]) =>
        lines.length === 0 ? null : (
          <section key={title}>
            <b>{title}</b>
            <ul className="paper-changes">
              {lines.map((line, i) => (
                <li key={i}>{line}</li>
              ))}
            </ul>
          </section>
        ),
      )}
    </div>
  );
}
