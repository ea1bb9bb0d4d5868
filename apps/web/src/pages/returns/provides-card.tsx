/** What an office provides: each of its forms, the latest period whose figures can be had, and the way on. */
import type { ReturnFormsAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnRowsWords } from "../../i18n/return-rows.ts";
import { periodText } from "../../lib/period.ts";
import { standingsOf, useLatestOwn } from "../../returns/own-standings.ts";
import { ReturnWay } from "../../returns/may-file.tsx";

export function ProvidesCard({ answer }: { readonly answer: ReturnFormsAnswer }): ReactElement | null {
  const w = useWords(returnRowsWords);
  const { language } = useFrame();
  const own = useLatestOwn();
  const standings = standingsOf(answer, own.data);
  if (standings.length === 0) return null;
  return (
    <section className="card spaced" aria-label={w.provides}>
      <h2>{w.provides}</h2>
      <ul className="case-lines waiting">
        {standings.map((standing) => {
          const { form, row } = standing;
          return (
            <li key={form.id}>
              <b>{form.label[language]}</b>
              <span>{periodText(form.opens.period, language)}</span>
              <span>
                {row === null ? (
                  <Link
                    className="way-on"
                    to="/returns"
                    search={{ form: form.id, month: form.opens.period, view: "begin" }}
                  >
                    {w.provide}
                  </Link>
                ) : (
                  <ReturnWay row={row} />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
