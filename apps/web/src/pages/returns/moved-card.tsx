/** Accepted means fresh: which city-wide figures are others now. */
import type { AcceptedAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";

export type Moved = Pick<AcceptedAnswer, "event" | "moved" | "waits">;

export function MovedCard({ moved }: { readonly moved: Moved }): ReactElement {
  const w = useWords(returnWords);
  const { language } = useFrame();
  return (
    <section className="card spaced" aria-label={w.moved} aria-live="polite">
      <h2>
        {w.moved}{" "}
        <small>
          {w.event} {moved.event}
        </small>
      </h2>
      {moved.waits === null ? null : (
        <p className="fault">
          {w.movedWaits}
          <code>{moved.waits}</code>
        </p>
      )}
      {moved.moved.length === 0 ? (
        <p className="quiet">{w.movedNone}</p>
      ) : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{w.uses}</th>
                <th scope="col">{w.period}</th>
                <th scope="col" className="n">
                  {w.movedBefore}
                </th>
                <th scope="col" className="n">
                  {w.movedAfter}
                </th>
              </tr>
            </thead>
            <tbody>
              {moved.moved.map(({ before, after }) => (
                <tr key={`${after.indicator}.${after.period}`}>
                  <td className="wrap">
                    <Link to="/indicators/$id" params={{ id: after.indicator }}>
                      {after.label[language]}
                    </Link>
                  </td>
                  <td>{periodText(after.period, language)}</td>
                  <td className="n">
                    <Value value={before.value} />
                  </td>
                  <td className="n strong">
                    <Figure data={after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
