/** 材料: the documents of a month: what was made, what can be made, and where a number of one comes from. */
import type { DocumentsAnswer, PaperOffer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { paperWords } from "../../i18n/papers.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { FindNumber } from "./find-number.tsx";
import { MakeDialog } from "./make-dialog.tsx";
import { PapersTable } from "./papers-table.tsx";
import { documentsQuestion } from "./questions.ts";

export default function PapersPage(): ReactElement {
  const { search } = useFrame();
  const query = useQuery(documentsQuestion(search.month));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[240]} table={320} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: DocumentsAnswer }): ReactElement {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const month = periodText(data.month, language);
  const { signed } = data;
  return (
    <>
      <h1 className="finding">
        {w.finding(month, data.papers.length)}
        {signed === null ? w.findingDraft : w.findingSigned(signed.on, signed.hash.slice(0, 10))}
      </h1>
      <div className="tools paper-tools no-print">
        <Select
          aria-label={w.month}
          value={data.month}
          popupMatchSelectWidth={false}
          options={data.months.map((m) => ({ value: m, label: periodText(m, language) }))}
          onChange={(m) => change({ month: m, trace: null })}
        />
      </div>
      <div className="paper-top">
        <Offers data={data} />
        <FindNumber />
      </div>
      <PapersTable data={data} />
    </>
  );
}

/** What the one who looks can make, each with what was made of it this month. */
function Offers({ data }: { readonly data: DocumentsAnswer }): ReactElement {
  const w = useWords(paperWords);
  const { language } = useFrame();
  const [making, setMaking] = useState<PaperOffer | null>(null);
  return (
    <section className="card no-print">
      <h2>
        {w.offers} {data.offers.length === 0 ? null : <small>{w.offersNote}</small>}
      </h2>
      {data.offers.length === 0 ? <p className="quiet">{w.noOffers}</p> : null}
      <ul className="paper-offers">
        {data.offers.map((offer) => {
          const made = data.papers.filter((p) => p.kind === offer.kind);
          const [last] = made;
          return (
            <li key={offer.kind}>
              <b>{offer.label[language]}</b>
              <span className="grow quiet">
                {made.length === 0 ? w.notMade : w.madeTimes(made.length)}
                {last === undefined ? "" : ` · ${w.last(last.by, momentText(last.at, language))}`}
                {offer.onePage ? ` · ${w.onePage}` : ""}
              </span>
              <Button
                type={made.length === 0 ? "primary" : "default"}
                aria-label={w.makeTitle(offer.label[language])}
                onClick={() => setMaking(offer)}
              >
                {w.make}
              </Button>
            </li>
          );
        })}
      </ul>
      {making === null ? null : (
        <MakeDialog
          offer={making}
          month={data.month}
          draft={data.signed === null}
          onClose={() => setMaking(null)}
        />
      )}
    </section>
  );
}
