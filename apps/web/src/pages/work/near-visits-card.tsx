/** Visits to one firm that are close together, beside each other, so that one is made of them. */
import type { CaseRow } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { casePath, caseQuestion, casesQuestion, procedureQuestion } from "../../app/client.ts";
import { NotDone } from "../../cases/not-done.tsx";
import { useAct } from "../../cases/use-act.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { serviceWords } from "../../i18n/service.ts";
import { valueText } from "../../records/value-text.ts";
import type { NearVisits } from "./near-visits.ts";
import { nearVisits } from "./near-visits.ts";

/** Visits looked at: those ahead are few. */
const MOST = 200;

export const nearVisitsQuestion = casesQuestion("visit", { size: MOST });

export function NearVisitsCard(): ReactElement | null {
  const w = useWords(serviceWords);
  const { language } = useFrame();
  const cases = useQuery(nearVisitsQuestion);
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
      {found.map((near) => (
        <NearPair
          key={near.pair[0].id}
          near={near}
          firm={names["enterprise"]?.[near.firm] ?? near.firm}
          unit={unit}
        />
      ))}
    </section>
  );
}

interface PairProps {
  readonly near: NearVisits;
  readonly firm: string;
  readonly unit: (row: CaseRow) => string;
}

/** The two beside each other; whoever may join one and cancel the other makes one visit of them. */
function NearPair({ near, firm, unit }: PairProps): ReactElement {
  const w = useWords(serviceWords);
  const { language } = useFrame();
  const [earlier, later] = near.pair;
  const first = useQuery(caseQuestion(earlier.id));
  const second = useQuery(caseQuestion(later.id));
  const mayJoin = first.data?.moves.some((m) => m.to === "joined") ?? false;
  const mayCancel = second.data?.moves.some((m) => m.to === "cancelled") ?? false;
  const cancelling = useAct(() => undefined);
  const cancel = (): void =>
    cancelling.act(`${casePath(later.id)}/move`, {
      version: later.version,
      to: "cancelled",
      reason: w.joinReason(earlier.code),
    });
  // none is cancelled before the other is certain
  const joining = useAct(cancel);
  const join = (): void => {
    if (mayJoin) joining.act(`${casePath(earlier.id)}/move`, { version: earlier.version, to: "joined" });
    else cancel();
  };
  return (
    <>
      <div className="finding-row">
        <p className="strong">{w.nearText(firm, near.days)}</p>
        {mayCancel && (mayJoin || earlier.state === "joined") ? (
          <Button size="small" loading={joining.busy || cancelling.busy} onClick={join}>
            {w.join}
          </Button>
        ) : null}
      </div>
      <NotDone acting={joining} shown={NONE} />
      <NotDone acting={cancelling} shown={NONE} />
      <div className="pair">
        {near.pair.map((row) => (
          <div key={row.id}>
            <Link to="/visits/$id" params={{ id: row.id }} className="strong">
              {unit(row)} · {row.values["visit_planned_on"] ?? ""}
            </Link>
            <p>{row.values["visit_reason"] ?? "—"}</p>
            <p className="quiet">{row.stateLabel[language]}</p>
          </div>
        ))}
      </div>
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();
