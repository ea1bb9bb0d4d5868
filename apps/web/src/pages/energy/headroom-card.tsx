/** Headroom by unit: freed, newly given, taken, left. */
import type { EnergyAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { Figure } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { energyWords } from "../../i18n/energy.ts";

export function HeadroomCard({
  headroom,
}: {
  readonly headroom: NonNullable<EnergyAnswer["headroom"]>;
}): ReactElement {
  const w = useWords(energyWords);
  const { language } = useFrame();
  const reads = useDoor().data?.may.registers.includes("headroom_entry") === true;
  const marks = [...new Set(headroom.total.flatMap((t) => t.marks))];
  return (
    <section className="card">
      <h2>
        {w.headroom} <small>{w.headroomSub}</small>
        <Marks marks={marks} compact />
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.headroom}>
        <table className="plain grade-table energy-headroom">
          <thead>
            <tr>
              <th scope="col">{w.unit}</th>
              {headroom.columns.map((c) => (
                <th key={c.zh} scope="col" className="right">
                  {c[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {headroom.rows.map((r) => (
              <tr key={r.place.code}>
                <th scope="row">{r.place.label[language]}</th>
                {r.figures.map((f) => (
                  <td key={f.indicator} className="right">
                    <Figure data={f} bare unmarked />
                  </td>
                ))}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{w.total}</th>
              {headroom.total.map((f) => (
                <td key={f.indicator} className="right">
                  <Figure data={f} bare unmarked />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {reads ? (
        <p className="quiet grade-note">
          <Link to="/registers/$register" params={{ register: "headroom_entry" }}>
            {w.ledger}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
