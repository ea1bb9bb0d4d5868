/** 找数: the figure behind a number of a document, by its trace id; the id stands in the address. */
import { useQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";
import { Loaded } from "../../states/loaded.tsx";
import { traceOfPaperQuestion } from "./questions.ts";

export function FindNumber(): ReactElement {
  const w = useWords(paperWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const [typed, setTyped] = useState(search.trace ?? "");
  const asked = search.trace;
  return (
    <section className="card paper-find no-print" aria-label={w.find}>
      <h2>{w.find}</h2>
      <p className="quiet">{w.findHint}</p>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          // a whole tag of a control may be pasted: the id is its last part
          change({ trace: typed.trim().split(":").at(-1) || null });
        }}
      >
        <Input
          aria-label={w.trace}
          placeholder={w.trace}
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
        />
        <Button htmlType="submit" disabled={typed.trim() === ""}>
          {w.findRun}
        </Button>
      </form>
      {asked === undefined ? null : <Found id={asked} />}
    </section>
  );
}

function Found({ id }: { readonly id: string }): ReactElement {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const query = useQuery({ ...traceOfPaperQuestion(id), retry: false });
  return (
    <Loaded query={query} skeleton={null}>
      {({ trace, paper }) => {
        const { figure, holder } = trace;
        const place = figure?.subject?.name ?? figure?.group.map((g) => g.label[language]).join(" · ");
        return (
          <div aria-live="polite">
            <p>
              {trace.what} <Value value={trace.shown} />{" "}
              <span className="quiet">{w.foundIn(paper.name)}</span>
            </p>
            {figure === null ? (
              <p className="quiet">
                {[w.unmeasured, ...(holder === null ? [] : [w.holder(holder)])].join(w.and)}
              </p>
            ) : (
              <p>
                {figure.label[language]}
                {place === undefined || place === "" ? "" : ` · ${place}`} <Figure data={figure} />
              </p>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
