/** Typing asks the server after a pause; what is asked stands in the address. */
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";

/** ms */
const PAUSE = 200;

export function SearchField({
  placeholder,
  label,
}: {
  readonly placeholder: string;
  readonly label: string;
}): ReactElement {
  const { search } = useFrame();
  const change = useChangeSearch();
  const asked = search.q ?? "";
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  useEffect(() => {
    if (text === asked) return undefined;
    const timer = setTimeout(
      () => change({ q: text === "" ? null : text, page: null }, { replace: true }),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [text, asked, change]);
  return (
    <input
      className="field"
      type="search"
      value={text}
      placeholder={placeholder}
      aria-label={label}
      onChange={(e) => setText(e.target.value)}
    />
  );
}
