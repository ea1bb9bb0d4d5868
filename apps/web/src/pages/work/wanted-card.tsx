/** What a request for data asks for, with the way to the return of that very form and period. */
import type { CaseAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { periodText } from "../../lib/period.ts";

export function WantedCard({ data }: { readonly data: CaseAnswer }): ReactElement {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const may = useDoor().data?.may;
  const { values, state } = data.case;
  const form = values["wanted_form"] ?? "";
  const month = values["wanted_return_period"] ?? "";
  const arrived = values["wanted_arrived_on"];
  const open = state === "asked" || state === "answered";
  const words = `${w.toReturn}:${periodText(month, language)}`;
  return (
    <section className="card" aria-label={w.wantedCard}>
      <h2>{w.wantedCard}</h2>
      <p>{data.case.name}</p>
      {arrived === undefined ? null : <p>{w.arrivedOn(arrived)}</p>}
      {open && may?.returns === true ? (
        <p>
          {may.enterprise === null ? (
            <Link to="/returns" search={(kept) => ({ ...kept, form, month, view: "begin" })}>
              {words}
            </Link>
          ) : (
            <Link to="/returns/fill/$form" params={{ form }} search={(kept) => ({ ...kept, month })}>
              {words}
            </Link>
          )}
        </p>
      ) : null}
      <p className="quiet">{w.wantedHint}</p>
    </section>
  );
}
