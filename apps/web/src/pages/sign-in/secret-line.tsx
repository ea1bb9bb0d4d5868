/** A line of a form of the door: a password can be shown, a code is typed as text. */
import { Input } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";

interface SecretLineProps {
  readonly label: string;
  readonly hint?: string;
  /** Said in place of the hint when something is wrong. */
  readonly wrong?: string | null;
  readonly value: string;
  readonly secret?: boolean;
  readonly autoComplete: string;
  readonly onChange: (value: string) => void;
}

export function SecretLine(props: SecretLineProps): ReactElement {
  const { label, hint, wrong = null, value, secret = false, autoComplete, onChange } = props;
  const w = useWords(doorWords);
  const id = useId();
  const [shown, setShown] = useState(false);
  const told = wrong ?? hint;
  return (
    <div className={`record-field${wrong === null ? "" : " wrong"}`}>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={secret && !shown ? "password" : "text"}
        value={value}
        autoComplete={autoComplete}
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={told === undefined ? undefined : `${id}-hint`}
        onChange={(e) => onChange(e.target.value)}
        suffix={
          secret ? (
            <button
              type="button"
              className="link"
              aria-label={`${shown ? w.hide : w.show} ${label}`}
              onClick={() => setShown(!shown)}
            >
              {shown ? w.hide : w.show}
            </button>
          ) : (
            <span />
          )
        }
      />
      {told === undefined ? null : (
        <p id={`${id}-hint`} className={wrong === null ? "quiet" : "fault"}>
          {told}
        </p>
      )}
    </div>
  );
}
