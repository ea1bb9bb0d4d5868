/** Drafts of this person on this machine: what was written and not sent. */
import type { ReactElement } from "react";
import { useState } from "react";
import { dropDraft, listDrafts } from "../../drafts/drafts.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";

export function DraftsCard({ who }: { readonly who: string }): ReactElement {
  const w = useWords(doorWords);
  const [drafts, setDrafts] = useState(() => listDrafts(localStorage, who));
  return (
    <section className="card spaced">
      <h2>{w.myDrafts}</h2>
      {drafts.length === 0 ? <p className="quiet">{w.noDrafts}</p> : null}
      <ul className="lines">
        {drafts.map(({ form, at }) => (
          <li key={form}>
            <code>{form}</code> <small className="quiet">{at}</small>{" "}
            <button
              type="button"
              className="link"
              aria-label={`${w.drop} ${form}`}
              onClick={() => {
                dropDraft(localStorage, who, form);
                setDrafts(listDrafts(localStorage, who));
              }}
            >
              {w.drop}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
