/** The list against the ledger: each difference leads to its firms; cases are made of what is not entered yet. */
import type { Incentives } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";
import { MakeDialog } from "./make-dialog.tsx";

interface LedgerProps {
  readonly data: Incentives;
  readonly differences: NonNullable<Incentives["differences"]>;
}

export function LedgerCard({ data, differences }: LedgerProps): ReactElement {
  const w = useWords(incentiveWords);
  const change = useChangeSearch();
  const [making, setMaking] = useState(false);
  const lines = [
    { label: w.paidNotDue, n: differences.paidNotDue, state: "paid_not_due", bad: true },
    { label: w.paidMore, n: differences.paidMore, state: "paid_more", bad: true },
    { label: w.caseDiffers, n: differences.cases, state: "differs", bad: true },
    { label: w.notPaid, n: differences.notPaid, state: "granted", bad: false },
    { label: w.without, n: differences.without, state: "granted", bad: false },
  ] as const;
  return (
    <section className="card">
      <h2>
        {w.ledger} <small>{w.ledgerSub}</small>
      </h2>
      <dl className="value-list">
        {lines.map((l) => (
          <div key={l.label}>
            <dt>{l.label}</dt>
            <dd>
              {l.n === 0 ? (
                "0"
              ) : (
                <button
                  type="button"
                  className={l.bad ? "link red-flag" : "link"}
                  onClick={() => change({ state: l.state, subject: null, page: null })}
                >
                  {l.n.toLocaleString("en-US")}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="card-actions">
        <Link to="/claims">{w.cases}</Link>
        {data.mayMake && differences.without > 0 ? (
          <Button size="small" type="primary" onClick={() => setMaking(true)}>
            {w.make(differences.without)}
          </Button>
        ) : null}
      </p>
      {making ? (
        <MakeDialog
          period={data.asOf.period}
          without={differences.without}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </section>
  );
}
