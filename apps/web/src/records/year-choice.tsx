/** The year a page is about, in the address; the one that is shown is always among them. */
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { periodText } from "../lib/period.ts";

export function YearChoice({
  label,
  period,
  periods,
}: {
  readonly label: string;
  readonly period: string;
  readonly periods: readonly string[];
}): ReactElement {
  const { language } = useFrame();
  const change = useChangeSearch();
  const all = periods.includes(period) ? periods : [period, ...periods];
  return (
    <Select
      size="small"
      aria-label={label}
      value={period}
      popupMatchSelectWidth={false}
      options={all.map((p) => ({ value: p, label: periodText(p, language) }))}
      onChange={(year) => change({ year, page: null })}
    />
  );
}
