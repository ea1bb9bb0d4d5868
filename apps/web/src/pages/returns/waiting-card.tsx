/** What waits for the officer, with what checks say of each; the way to look at it. */
import type { WaitingAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";

/** Rows shown; the list below has all. */
const SHOWN = 8;

export function WaitingCard({ waiting }: { readonly waiting: WaitingAnswer }): ReactElement | null {
  const w = useWords(returnWords);
  const { language } = useFrame();
  if (waiting.rows.length === 0) return null;
  return (
    <section className="card spaced" aria-label={w.waiting}>
      <h2>{w.waiting}</h2>
      <ul className="case-lines waiting">
        {waiting.rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Link to="/returns/$id" params={{ id: row.id }} className="strong">
              {row.sender.label[language]}
            </Link>
            <span>
              {row.formLabel[language]} · {periodText(row.period, language)}
              {row.locked ? <span className="tag">{w.locked}</span> : null}
            </span>
            <span className="waiting-counts">
              {row.readable ? (
                <>
                  <span className={row.must > 0 ? "fault" : "up"}>
                    {row.must > 0 ? w.mustCount(row.must) : w.mustNone}
                  </span>
                  {row.unexplained > 0 ? (
                    <span className="tag-late">{w.unexplainedCount(row.unexplained)}</span>
                  ) : null}
                  {row.explained > 0 ? <span>{w.explainedCount(row.explained)}</span> : null}
                </>
              ) : (
                <span className="fault">{w.unreadable}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {waiting.total > SHOWN ? <p className="quiet">{w.waitingMore(waiting.total - SHOWN)}</p> : null}
    </section>
  );
}
