/** Files of a return: as they came, and more of them while it is being filled in. */
import type { ReturnAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { DropZone } from "../../returns/drop-zone.tsx";
import type { Given } from "../../returns/given.ts";
import { sendGiven } from "../../returns/given.ts";
import { returnFile, returnPath } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";

const KILO = 1000;
function sizeText(bytes: string): string {
  const n = Number(bytes);
  if (n < KILO) return `${n} B`;
  return n < KILO * KILO ? `${(n / KILO).toFixed(1)} kB` : `${(n / KILO / KILO).toFixed(1)} MB`;
}

export function FilesCard({ data }: { readonly data: ReturnAnswer }): ReactElement {
  const w = useWords(returnWords);
  const client = useQueryClient();
  const { run, busy, error } = useDoing();
  const [adding, setAdding] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const { id, version } = data.return;
  const add = async (given: readonly Given[]): Promise<void> => {
    setAdding(true);
    setRefused(null);
    try {
      await sendGiven(id, version, given);
    } catch (problem) {
      setRefused(problem);
    } finally {
      await client.invalidateQueries();
      setAdding(false);
    }
  };
  return (
    <section className="card" aria-label={w.files} aria-busy={adding}>
      <h2>{w.files}</h2>
      {error === null && refused === null ? null : <Problem error={refused ?? error} />}
      {data.files.length === 0 ? <p className="quiet">{w.filesNone}</p> : null}
      <ul className="papers">
        {data.files.map((file) => (
          <li key={file.place}>
            <a href={returnFile(id, file.hash)} download={file.name}>
              {file.name}
            </a>
            <span className="quiet">
              {w[`kind_${file.kind}`]} · {sizeText(file.size)} · <code>{file.hash.slice(0, 12)}</code>
            </span>
            {data.may.files ? (
              <Button
                size="small"
                type="link"
                loading={busy}
                aria-label={`${w.remove} ${file.name}`}
                onClick={() => run(`${returnPath(id)}/drop`, { version, place: file.place })}
              >
                {w.remove}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {data.may.files ? <DropZone onGiven={(given) => void add(given)} /> : null}
    </section>
  );
}
