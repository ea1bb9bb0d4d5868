/** What was kept: every filling with its copies, every version of blank and mapping. */
import type { FillingAnswer, WorkbookAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { Problem } from "../../states/problem.tsx";
import { FillingFiles } from "./filling-files.tsx";
import { takeFile } from "./questions.ts";

export function PastView({ data }: { readonly data: WorkbookAnswer }): ReactElement {
  return (
    <>
      <Fillings data={data} />
      <Versions data={data} />
    </>
  );
}

const Heads = ({ heads }: { readonly heads: readonly string[] }): ReactElement => (
  <thead>
    <tr>
      {heads.map((head) => (
        <th key={head} scope="col">
          {head}
        </th>
      ))}
    </tr>
  </thead>
);

function Who({
  of: { by, onBehalfOf, at },
}: {
  readonly of: Pick<FillingAnswer, "by" | "onBehalfOf" | "at">;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  return (
    <>
      {by}
      {onBehalfOf === null ? "" : w.for(onBehalfOf)}
      <div className="quiet">{momentText(at, language)}</div>
    </>
  );
}

function Fillings({ data: { book, fillings } }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>{w.past}</h2>
      {fillings.length === 0 ? (
        <p className="quiet">{w.pastNone}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={w.past}>
          <table className="plain book-table">
            <Heads heads={[w.month, w.who, w.from, w.filled, w.changedHead, w.gapsHead, w.acts]} />
            <tbody>
              {fillings.map((f) => (
                <tr key={f.id}>
                  <th scope="row">{periodText(f.month, language)}</th>
                  <td>
                    <Who of={f} />
                  </td>
                  <td>
                    {f.run === null ? w.notSigned : w.signedRun(f.run.slice(0, 10))}
                    <div className="quiet">{w.versionNumber(f.version)}</div>
                  </td>
                  {f.purged ? (
                    <td colSpan={4} className="quiet">
                      {w.purged}
                    </td>
                  ) : (
                    <>
                      <td>{w.cells(f.cells)}</td>
                      <td>{f.changed === null ? "—" : w.cells(f.changed)}</td>
                      <td>{f.gaps === 0 ? w.noGaps : w.cells(f.gaps)}</td>
                      <td>
                        <FillingFiles book={book.id} filling={f} />
                      </td>
                    </>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Versions({ data: { book, versions } }: { readonly data: WorkbookAnswer }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const [error, setError] = useState<unknown>(null);
  const take = (version: number, what: "blank" | "mapping", name: string): void => {
    setError(null);
    takeFile(`${book.id}/versions/${version}/${what}`, name).catch(setError);
  };
  return (
    <section className="card spaced">
      <h2>{w.versions}</h2>
      {error === null ? null : <Problem error={error} />}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.versions}>
        <table className="plain book-table">
          <Heads heads={[w.version, w.who, w.blankMonth, w.mapping, w.acts]} />
          <tbody>
            {versions.map((v) => (
              <tr key={v.version}>
                <th scope="row">
                  {w.versionNumber(v.version)}
                  <div className="quiet">{w[`what_${v.what}`]}</div>
                </th>
                <td>
                  <Who of={v} />
                </td>
                <td>
                  {periodText(v.month, language)}
                  <div className="quiet">{v.name}</div>
                </td>
                {v.purged ? (
                  <td colSpan={2} className="quiet">
                    {w.purged}
                  </td>
                ) : (
                  <>
                    <td>{w.cells(v.cells)}</td>
                    <td className="book-files">
                      <button type="button" className="link" onClick={() => take(v.version, "blank", v.name)}>
                        {w.takeBlank}
                      </button>
                      <button
                        type="button"
                        className="link"
                        onClick={() => take(v.version, "mapping", w.mappingFile(book.label, v.version))}
                      >
                        {w.takeMapping}
                      </button>
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
