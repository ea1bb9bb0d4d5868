/** Where files come in: dropped, chosen, or a table pasted from a spreadsheet. */
import type { ClipboardEvent, ReactElement } from "react";
import { useState } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { returnWords } from "../i18n/returns.ts";
import { FileDrop, FileLink } from "../records/file-drop.tsx";
import type { Given } from "./given.ts";
import { givenFile, givenText, MOST_BYTES } from "./given.ts";

interface DropProps {
  readonly onGiven: (given: readonly Given[]) => void;
  readonly several?: boolean;
}

export function DropZone({ onGiven, several = true }: DropProps): ReactElement {
  const w = useWords(returnWords);
  const [refused, setRefused] = useState<string | null>(null);
  const take = async (files: readonly File[]): Promise<void> => {
    const large = files.find((f) => f.size > MOST_BYTES);
    setRefused(large === undefined ? null : w.tooLarge(large.name));
    const fit = files.filter((f) => f.size <= MOST_BYTES).slice(0, several ? files.length : 1);
    if (fit.length > 0) onGiven(await Promise.all(fit.map(givenFile)));
  };
  const onPaste = (e: ClipboardEvent): void => {
    e.preventDefault();
    const files = [...e.clipboardData.files];
    const text = e.clipboardData.getData("text/plain");
    if (text.trim() !== "") onGiven([givenText(w.pasted, "paste", text)]);
    else if (files.length > 0) void take(files);
  };
  return (
    <FileDrop onFiles={(files) => void take(files)}>
      <p>
        {w.drop} <FileLink label={w.choose} several={several} onFiles={(files) => void take(files)} />
      </p>
      <textarea
        className="paste-here"
        rows={1}
        value=""
        aria-label={w.pasteHere}
        placeholder={w.pasteHere}
        onPaste={onPaste}
        onChange={() => undefined}
      />
      <p className="quiet">{w.dropHint}</p>
      {refused === null ? null : (
        <p className="fault" role="alert">
          {refused}
        </p>
      )}
    </FileDrop>
  );
}
