/** Where a blank comes in: dropped or chosen. */
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { FileDrop, FileLink } from "../../records/file-drop.tsx";

/** What can be filled; others are told by the server why not. */
const ENDINGS = ".xlsx,.xlsm,.xltx,.xltm";

interface BlankProps {
  readonly onFile: (file: File) => void;
}

const first =
  (onFile: (file: File) => void) =>
  ([file]: readonly File[]): void => {
    if (file !== undefined) onFile(file);
  };

export function BlankDrop({ whose, onFile }: BlankProps & { readonly whose: string }): ReactElement {
  const w = useWords(workbookWords);
  return (
    <FileDrop onFiles={first(onFile)}>
      <p>
        {w.drop} <BlankLink label={w.choose} onFile={onFile} />
      </p>
      <p className="quiet">{w.dropNote(whose)}</p>
    </FileDrop>
  );
}

export const BlankLink = ({ label, onFile }: BlankProps & { readonly label: string }): ReactElement => (
  <FileLink label={label} accept={ENDINGS} onFiles={first(onFile)} />
);
