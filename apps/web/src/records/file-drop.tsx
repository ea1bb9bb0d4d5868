/** Where files are dropped, and the word that opens the choice of one. */
import type { ReactElement, ReactNode } from "react";
import { useId, useState } from "react";

export function FileDrop({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}): ReactElement {
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
        onFiles([...e.dataTransfer.files]);
      }}
    >
      {children}
    </div>
  );
}

export function FileLink({
  label,
  onFiles,
  several = false,
  accept,
}: {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly several?: boolean;
  readonly accept?: string;
}): ReactElement {
  const id = useId();
  return (
    <label className="link-label" htmlFor={id}>
      {label}
      <input
        id={id}
        type="file"
        multiple={several}
        accept={accept}
        className="sr-only"
        onChange={(e) => {
          onFiles([...(e.target.files ?? [])]);
          e.target.value = "";
        }}
      />
    </label>
  );
}
