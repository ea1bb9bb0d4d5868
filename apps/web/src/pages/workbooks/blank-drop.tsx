/** Where a blank comes in: dropped or chosen. */
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";

/** What can be filled; others are told by the server why not. */
const ENDINGS = ".xlsx,.xlsm,.xltx,.xltm";

export function BlankDrop({
  whose,
  onFile,
}: {
  readonly whose: string;
  readonly onFile: (file: File) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? "drop-zone over" : "drop-zone"}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault();
        setOver(false);
        const [file] = e.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <p>
        {w.drop} <FileLink id={id} label={w.choose} onFile={onFile} />
      </p>
      <p className="quiet">{w.dropNote(whose)}</p>
    </div>
  );
}

/** A word that opens the choice of a file. */
export function FileLink({
  id,
  label,
  onFile,
}: {
  readonly id: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
}): ReactElement {
  return (
    <label className="link-label" htmlFor={id}>
      {label}
      <input
        id={id}
        type="file"
        accept={ENDINGS}
        className="sr-only"
        onChange={(e) => {
          const [file] = e.target.files ?? [];
          if (file !== undefined) onFile(file);
          e.target.value = "";
        }}
      />
    </label>
  );
}
