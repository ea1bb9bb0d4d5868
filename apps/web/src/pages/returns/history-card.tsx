/** What was done to a return: moves, corrections and explanations, the latest first. */
import type { ReturnAnswer } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnStoryWords } from "../../i18n/return-story.ts";
import { returnWords } from "../../i18n/returns.ts";
import { momentText } from "../../lib/moment.ts";

const SHOWN = 10;

export function HistoryCard({ data }: { readonly data: ReturnAnswer }): ReactElement {
  const w = useWords(returnWords);
  const h = useWords(returnStoryWords);
  const { language } = useFrame();
  const [all, setAll] = useState(false);
  const text = (t: string): string => (t === "" ? w.blankText : t);
  const entries = [
    ...data.corrections.map((c) => ({
      id: c.id,
      at: c.at,
      by: c.by,
      what: h.corrected(cellName(c.row, c.column), text(c.before), text(c.after)),
      place: [c.file, c.sheet].filter((t) => t !== null).join(" › "),
      why: c.reason,
      event: c.event,
    })),
    ...data.remarks.map((r) => ({
      id: r.id,
      at: r.at,
      by: r.by,
      what: `${h.remark}: ${r.said}`,
      place: [r.file, r.sheet, r.row === null ? null : w.at_row(r.row)].filter((t) => t !== null).join(" › "),
      why: "",
      event: null,
    })),
    ...data.moves.map((m) => ({
      id: m.event,
      at: m.at,
      by: m.by,
      what: h[m.action],
      place: "",
      why: "",
      event: m.event,
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  const { madeAt, madeBy } = data.return;
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <section className="card spaced" aria-label={h.history}>
      <h2>{h.history}</h2>
      <ul className="history">
        {shown.map((e) => (
          <li key={e.id}>
            <b>{e.what}</b> {e.why === "" ? "" : `(${e.why})`}
            <div className="quiet">
              {e.by} · {momentText(e.at, language)}
              {e.place === "" ? "" : ` · ${e.place}`}
              {e.event === null ? "" : ` · ${h.event} ${e.event}`}
            </div>
          </li>
        ))}
        {shown.length < entries.length ? null : (
          <li>
            <b>{h.begun}</b>
            <div className="quiet">
              {madeBy} · {momentText(madeAt, language)}
            </div>
          </li>
        )}
      </ul>
      {shown.length < entries.length ? (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {h.more(entries.length - shown.length)}
        </button>
      ) : null}
    </section>
  );
}
