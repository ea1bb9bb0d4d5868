/** Whether a session ended under the page: by the clock, a lock, or a sign-out elsewhere. */
import type { DoorAnswer } from "@lianzhang/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { SIGNED_OUT } from "../app/client.ts";

/** `bare`: on the sign-in page itself. True from the moment an answer says so until somebody has signed in or looks around as a visitor. */
export function useEnded(door: DoorAnswer | undefined, bare: boolean): readonly [boolean, () => void] {
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  const before = useRef<string | null>(null);
  const who = door === undefined ? before.current : (door.who?.id ?? null);
  useEffect(() => {
    if (before.current !== null && who === null) setEnded(true);
    if (who !== null || bare) setEnded(false);
    before.current = who;
  }, [who, bare]);
  useEffect(() => {
    const onEnd = (): void => {
      setEnded(true);
      void client.invalidateQueries({ queryKey: ["door"] });
    };
    addEventListener(SIGNED_OUT, onEnd);
    return () => removeEventListener(SIGNED_OUT, onEnd);
  }, [client]);
  return [ended, () => setEnded(false)];
}
