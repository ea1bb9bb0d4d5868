/** Documents that were read (文件解析), and what people said of what was found; nothing is ever changed but by a purge. */
import type { Acting } from "../audit/link.ts";
import type { Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import type { Clock } from "../database/sources.ts";
import { momentText } from "../people/moment.ts";

export interface KeptReading {
  readonly id: string;
  /** Name of the file as it was sent. */
  readonly name: string;
  /** SHA-256 of its bytes, which are not kept. */
  readonly hash: string;
  /** The text as extracted and its places, as JSON. */
  readonly body: string;
  readonly by: string;
  readonly onBehalfOf: string | null;
  /** UTC. */
  readonly at: string;
  /** Text and words are gone. */
  readonly purged: boolean;
}

const SAID = ["accepted", "corrected", "rejected", "open"] as const;
/** `open`: taken back. */
export type ReadingSaid = (typeof SAID)[number];

export interface ReadingVerdict {
  readonly reading: string;
  readonly finding: string;
  readonly verdict: ReadingSaid;
  /** What was found and what it is corrected to, as JSON. */
  readonly content: string;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly at: string;
}

export interface Readings {
  keep(acting: Acting, order: Pick<KeptReading, "id" | "name" | "hash" | "body">): Promise<KeptReading>;
  say(
    acting: Acting,
    order: Pick<ReadingVerdict, "reading" | "finding" | "verdict" | "content">,
  ): Promise<ReadingVerdict>;
  /** Newest first. */
  list(): Promise<readonly KeptReading[]>;
  named(id: string): Promise<KeptReading | null>;
  /** The last word on each finding, by finding; what was purged or taken back is not there. */
  verdicts(id: string): Promise<ReadonlyMap<string, ReadingVerdict>>;
  /** What goes out as a file; the chain is told first. */
  take(acting: Acting, id: string, which: "draft" | "examples"): Promise<void>;
}

export interface ReadingsOptions {
  readonly database: Database;
  readonly trail: Trail;
  readonly clock: Clock;
}

const COLUMNS = "id, name, hash, body, read_by, read_for, read_at, purged";

const readingOf = (row: Row): KeptReading => ({
  id: text(row, "id"),
  name: text(row, "name"),
  hash: text(row, "hash"),
  body: text(row, "body"),
  by: text(row, "read_by"),
  onBehalfOf: textOrNull(row, "read_for"),
  at: text(row, "read_at"),
  purged: row["purged"] === true,
});

function verdictOf(row: Row): ReadingVerdict {
  const verdict = SAID.find((s) => s === text(row, "verdict"));
  if (verdict === undefined) throw new TypeError(`column verdict: ${text(row, "verdict")}`);
  return {
    reading: text(row, "reading"),
    finding: text(row, "finding"),
    verdict,
    content: text(row, "content"),
    by: text(row, "said_by"),
    onBehalfOf: textOrNull(row, "said_for"),
    at: text(row, "said_at"),
  };
}

const subjectOf = (id: string) => ({ kind: "reading", id });

function writing({ trail, clock }: ReadingsOptions): Pick<Readings, "keep" | "say"> {
  return {
    keep: (acting, order) =>
      trail.change(acting, async (change) => {
        const kept: KeptReading = {
          ...order,
          by: acting.user,
          onBehalfOf: acting.onBehalfOf,
          at: momentText(clock()),
          purged: false,
        };
        const { id, name, hash, body, by, onBehalfOf, at } = kept;
        const { number } = await change.recordNow({
          action: "reading.keep",
          subject: subjectOf(id),
          before: null,
          after: { name, hash },
        });
        await change.rows(
          "INSERT INTO reading (id, name, hash, body, read_by, read_for, read_at, event) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          [id, name, hash, body, by, onBehalfOf, at, number],
        );
        return kept;
      }),
    say: (acting, order) =>
      trail.change(acting, async (change) => {
        const said: ReadingVerdict = {
          ...order,
          by: acting.user,
          onBehalfOf: acting.onBehalfOf,
          at: momentText(clock()),
        };
        const { reading, finding, verdict, content, by, onBehalfOf, at } = said;
        const { number } = await change.recordNow({
          action: `reading.${verdict}`,
          subject: subjectOf(reading),
          before: null,
          after: { finding, content },
        });
        // the chain gives its numbers one after the other: they order what was said
        await change.rows(
          `INSERT INTO reading_verdict (reading, number, finding, verdict, content, said_by, said_for, said_at, event)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $2)`,
          [reading, number, finding, verdict, content, by, onBehalfOf, at],
        );
        return said;
      }),
  };
}

/** Over an open database. */
export function openReadings(options: ReadingsOptions): Readings {
  const { database, trail } = options;
  return {
    ...writing(options),
    list: () =>
      database.read(async (queries) =>
        (await queries.rows(`SELECT ${COLUMNS} FROM reading ORDER BY event DESC`)).map(readingOf),
      ),
    named: (id) =>
      database.read(async (queries) => {
        const [row] = await queries.rows(`SELECT ${COLUMNS} FROM reading WHERE id = $1`, [id]);
        return row === undefined ? null : readingOf(row);
      }),
    verdicts: (id) =>
      database.read(async (queries) => {
        const rows = await queries.rows(
          "SELECT reading, number, finding, verdict, content, said_by, said_for, said_at FROM reading_verdict WHERE reading = $1 AND NOT purged ORDER BY number",
          [id],
        );
        const last = new Map(rows.map((row) => [text(row, "finding"), verdictOf(row)]));
        return new Map([...last].filter(([, said]) => said.verdict !== "open"));
      }),
    take: (acting, id, which) =>
      trail.reading(acting, { action: "reading.take", subject: subjectOf(id), asked: { which } }, () =>
        Promise.resolve(),
      ),
  };
}
