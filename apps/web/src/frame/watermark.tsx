/** On paper: who printed it and when, across the sheet, and the line of 知悉范围 to be filled by hand. */
import type { DoorAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";
import { momentText } from "../lib/moment.ts";

/** How often the name stands on a sheet. */
const TIMES = 8;

export function Watermark({ door }: { readonly door: DoorAnswer }): ReactElement | null {
  const w = useWords(frameWords);
  const { language } = useFrame();
  const [moment, setMoment] = useState("");
  useEffect(() => {
    const now = (): void => setMoment(new Date().toISOString());
    addEventListener("beforeprint", now);
    return () => removeEventListener("beforeprint", now);
  }, []);
  if (door.who === null) return null;
  const text = `${door.who.name} ${moment === "" ? "" : momentText(moment, language)}`;
  return (
    <div className="watermark" aria-hidden="true">
      <p className="circle">{w.circle}</p>
      {Array.from({ length: TIMES }, (_, i) => (
        <span key={i}>{text}</span>
      ))}
    </div>
  );
}
