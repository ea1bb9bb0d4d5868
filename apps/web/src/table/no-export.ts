/** An export without filters; pages lay their own over it. */
export const noExport = {
  period: undefined,
  scope: undefined,
  known: undefined,
  id: undefined,
  by: undefined,
  q: undefined,
  sort: undefined,
  county: undefined,
  park: undefined,
  chain: undefined,
  industry: undefined,
  class: undefined,
  standing: undefined,
  item: undefined,
  rung: undefined,
  state: undefined,
} as const;
