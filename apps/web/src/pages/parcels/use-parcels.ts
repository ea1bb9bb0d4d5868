/** Parcels and, where they may be read, the projects on them. */
import type { RegisterAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { casesOfQuestion, everyRecordQuestion, registerQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { cityToday } from "../../lib/moment.ts";
import { PARCEL, PROCEDURE, REGISTER } from "../projects/fields.ts";
import type { ParcelRow } from "./parcel-rows.ts";
import { parcelRows } from "./parcel-rows.ts";

export const PARCELS = "parcel";

interface ParcelsFound {
  readonly described: UseQueryResult<RegisterAnswer>;
  readonly asked: UseQueryResult<unknown>;
  /** Null until everything is there. */
  readonly rows: readonly ParcelRow[] | null;
}

/** Projects on these parcels; null where they may not be read. */
export function useProjectsOn(codes: readonly string[] | null) {
  const may = useDoor().data?.may.registers.includes(REGISTER) === true;
  const found = useQuery({
    ...casesOfQuestion(PROCEDURE, PARCEL, codes ?? []),
    enabled: may && codes !== null,
  });
  return { may, found, today: found.data?.[0]?.today ?? cityToday() };
}

export function useParcels(): ParcelsFound {
  const described = useQuery(registerQuestion(PARCELS));
  const records = useQuery({ ...everyRecordQuestion(PARCELS, {}), enabled: described.isSuccess });
  const codes = useMemo(
    () => records.data?.flatMap((page) => page.rows.map((row) => row.code)) ?? null,
    [records.data],
  );
  const { may, found, today } = useProjectsOn(codes);
  const rows = useMemo(() => {
    if (records.data === undefined || (may && found.data === undefined)) return null;
    return parcelRows(records.data, may ? (found.data ?? null) : null, today);
  }, [records.data, may, found.data, today]);
  return { described, asked: records.isSuccess && may ? found : records, rows };
}
