/** Under a table that the server pages: which rows of how many these are, and the way to the others. */
import { Pagination } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch } from "../app/address.ts";

interface FootProps {
  readonly data: {
    readonly rows: readonly unknown[];
    readonly page: number;
    readonly size: number;
    readonly total: number;
  };
  /** `第 1—50 户,共 654 户`: the noun is the table's. */
  readonly said: (first: number, last: number, total: string) => string;
  /** Said besides: that only some are counted. */
  readonly note?: string | null;
}

export function TableFoot({ data, said, note = null }: FootProps): ReactElement {
  const change = useChangeSearch();
  const { rows, page, size, total } = data;
  const first = (page - 1) * size + 1;
  return (
    <div className="table-foot">
      <span className="quiet">
        {rows.length === 0 ? "" : said(first, first + rows.length - 1, total.toLocaleString("en-US"))}
      </span>
      {note === null ? null : <span className="quiet">{note}</span>}
      <Pagination
        size="small"
        current={page}
        pageSize={size}
        total={total}
        showSizeChanger={false}
        onChange={(to) => change({ page: to === 1 ? null : String(to) })}
      />
    </div>
  );
}
