/** Visits to one firm that are close together, beside each other, so that one is made of them. */
import type { CaseRow } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { casesQuestion, procedureQuestion } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { valueText } from "../../records/value-text.ts";
import { nearVisits } from "./near-visits.ts";

/** Visits looked at: those ahead are few. */
const MOST = 200;

export function NearVisitsCard(): ReactElement | null {
  const w = useWords(serviceWords);
  const { language } = useFrame();
  const cases = useQuery(casesQuestion("visit", { size: MOST }));
  const procedure = useQuery(procedureQuestion("visit"));
  const found = nearVisits(cases.data?.rows ?? []);
  if (found.length === 0) return null;
  const names = cases.data?.names ?? {};
  const department = procedure.data?.fields.find((f) => f.id === "visit_department");
  const unit = (row: CaseRow): string =>
    department === undefined
      ? ""
      : valueText(department, row.values["visit_department"], names, language) || "—";
  return (
    <section className="card near-visits" aria-label={w.near}>
      <h2>{w.near}</h2>
      <p className="quiet">{w.nearHint}</p>
      {found.map(({ firm, pair, days }) => (
        <div key={pair[0].id}>
          <p className="strong">{w.nearText(names["enterprise"]?.[firm] ?? firm, days)}</p>
          <div className="pair">
            {pair.map((row) => (
              <div key={row.id}>
                <Link to="/visits/$id" params={{ id: row.id }} className="strong">
                  {unit(row)} · {row.values["visit_planned_on"] ?? ""}
                </Link>
                <p>{row.values["visit_reason"] ?? "—"}</p>
                <p className="quiet">{row.stateLabel[language]}</p>
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
