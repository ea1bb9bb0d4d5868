/** How much of a file is read. Every breach is told (LZ8005); nothing stops a reader but these. */
export interface Limits {
  /** Bytes of the file as it came. */
  readonly fileBytes: number;
  /** Bytes that all its entries give together when unpacked. */
  readonly unpackedBytes: number;
  /** How many times its packed size an entry may become, from 16 MB on: no real sheet is packed so tightly. */
  readonly ratio: number;
  /** Entries of all archives together. */
  readonly entries: number;
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells with something in them, all sheets together. */
  readonly cells: number;
  /** Cells of a sheet that show the text of another because they are merged. */
  readonly mergedCells: number;
  /** Characters of one cell. */
  readonly cellText: number;
}

export const LIMITS: Limits = {
  fileBytes: 100_000_000,
  unpackedBytes: 1_000_000_000,
  ratio: 400,
  entries: 2_000,
  sheets: 200,
  rows: 1_048_576,
  columns: 16_384,
  cells: 20_000_000,
  mergedCells: 1_000_000,
  cellText: 32_767,
};

/** Counts what one call has read so far, over all archives and sheets in it. */
export class Meter {
  readonly limits: Limits;
  unpacked = 0;
  entries = 0;
  sheets = 0;
  cells = 0;

  constructor(limits: Partial<Limits>) {
    this.limits = { ...LIMITS, ...limits };
  }
}
