/** What a checked procedure is: plain data that a work engine runs and a page draws. */
import type { BooleanCore } from "@lianzhang/formula";
import type { Day, Label, OnHoliday, Place, Term, WorkCalendar } from "@lianzhang/kernel";

/** What part of the city a role sees and acts on; `city`: all of it. */
export type Scope = "city" | "unit" | "county" | "park" | "chain" | "department" | "enterprise";

/** Who acts. Persons hold roles within a scope; a role alone never says whose records. */
export interface Role {
  readonly id: string;
  readonly label: Label;
  /** Kinds of scope a holder of the role may be given. */
  readonly scopes: readonly Scope[];
  /** Roles it may act for under its own name (代办). */
  readonly actsFor: readonly string[];
  /** Leaders do not sign in: only who acts for them does. */
  readonly signsIn: boolean;
  readonly readsOnly: boolean;
  /** System, security and audit administrators are three persons, and none of them works on records. */
  readonly administers: "system" | "security" | "audit" | null;
  readonly place: Place;
}

export interface CalendarException {
  readonly day: Day;
  readonly kind: "off" | "worked";
  /** What the day off or the make-up day belongs to: 国庆节. */
  readonly holiday: string;
  readonly source: string;
}

/** Days off and make-up days as announced, for counting working days. */
export interface Calendar {
  readonly id: string;
  readonly label: Label;
  readonly source: string;
  readonly days: WorkCalendar;
  readonly exceptions: readonly CalendarException[];
  readonly place: Place;
}

/** How long, from when, and whose rule that is. */
export interface Deadline {
  readonly term: Term;
  /** A date attribute of the register; null: the day the state was entered. */
  readonly from: string | null;
  readonly onHoliday: OnHoliday;
  /** The document it rests on; null: none is named. */
  readonly basis: string | null;
  /** Our reading until the city names its own (暂定口径). */
  readonly assumed: boolean;
}

export type StateKind = "initial" | "open" | "final_success" | "final_failure";

export interface State {
  readonly id: string;
  readonly label: Label;
  readonly kind: StateKind;
  readonly deadline: Deadline | null;
}

/** A condition about the record that must hold before a move. Unknown is not yes: what is missing is to be supplied. */
export interface Gate {
  readonly rule: BooleanCore;
  readonly text: string;
  /** What to say when it does not hold; null: the formula itself. */
  readonly say: Label | null;
  /** `register.attribute` ids it reads. */
  readonly touches: readonly string[];
}

/** The document a move leaves behind, and how its 文号 is written. */
export interface DocumentRule {
  readonly label: Label;
  /** `眉经信函〔{year}〕{n}号`; null: any number. */
  readonly number: string | null;
  /** One document may cover many records, as a signed list does; else its number is one record's. */
  readonly shared: boolean;
}

/** A role that can make a move, for itself or for others. */
export interface Maker {
  readonly role: string;
  /** Roles it acts for here; empty: it is named itself. */
  readonly actsFor: readonly string[];
}

/** A move between states; the two states are its address: no two moves join the same pair. */
export interface Move {
  readonly label: Label;
  readonly from: readonly string[];
  readonly to: string;
  /** Roles named. */
  readonly by: readonly string[];
  /** Roles that can make it: those of `by` with a scope here, and who may act for one of them. */
  readonly makers: readonly Maker[];
  /** Whether somebody may act for a role of `by` (代签). */
  readonly onBehalf: boolean;
  /** All of them must hold. */
  readonly gates: readonly Gate[];
  readonly evidence: readonly string[];
  readonly document: DocumentRule | null;
  /** Roles that sign as well before the move counts (会签). */
  readonly countersign: readonly string[];
  /** Sends the record back for correction (退回修改). */
  readonly returns: boolean;
  /** Whether a reason must be given; always when it returns. */
  readonly reason: boolean;
  /** Attributes of the register asked for at this step. */
  readonly asks: readonly string[];
  /** Made on a visit, on a phone: at most four fields. */
  readonly visit: boolean;
  /** Only while a window of the procedure is open. */
  readonly inBatch: boolean;
  readonly place: Place;
}

export interface Evidence {
  readonly id: string;
  readonly label: Label;
  /** `fact`: proposed from what the system knows; nothing is typed or taken. */
  readonly kind: "file" | "number" | "voucher" | "photo" | "fact";
}

/** Records of the register picked by a condition: 批而未开. Never typed, always derived. */
export interface DerivedList {
  readonly id: string;
  readonly label: Label;
  readonly rule: BooleanCore;
  readonly text: string;
}

/** A term that runs on the record whatever its state: from one date until another is there. */
export interface Clock {
  readonly id: string;
  readonly label: Label;
  readonly deadline: Deadline;
  /** The date attribute that stops it; null: the end of the procedure. */
  readonly until: string | null;
}

/** A window in which applications are taken. */
export interface Batch {
  readonly id: string;
  readonly label: Label;
  readonly opens: Day;
  readonly closes: Day;
}

/** When a record shows red or yellow (红黄绿灯), by its nearest due day; green otherwise. */
export interface Lights {
  /** How long past the due day red begins; null: the day after it. */
  readonly redAfter: Term | null;
  readonly yellowWithin: Term;
  readonly assumed: boolean;
}

/** Points of one record: full when on time, less for lateness and for returns. */
export interface Score {
  /** Date attribute: when it was to be done. */
  readonly due: string;
  /** The state that stops the count; null: any final success. */
  readonly done: string | null;
  readonly full: number;
  /** Taken off for each working day late. */
  readonly late: number;
  /** Taken off for each return. */
  readonly returned: number;
  readonly least: number;
  readonly assumed: boolean;
}

export interface Procedure {
  readonly id: string;
  readonly label: Label;
  readonly clause: string;
  /** The register whose records go through it. */
  readonly of: string;
  /** The calendar its working days are counted by; null: it counts none. */
  readonly calendar: string | null;
  /** The attribute that says whose a record is, for each kind of scope. */
  readonly scope: ReadonlyMap<Scope, string>;
  readonly initial: string;
  readonly states: ReadonlyMap<string, State>;
  readonly moves: readonly Move[];
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly lists: ReadonlyMap<string, DerivedList>;
  readonly clocks: ReadonlyMap<string, Clock>;
  readonly batches: ReadonlyMap<string, Batch>;
  /** Date attributes the calendar of batches shows: review days, ends of validity. */
  readonly dates: readonly string[];
  /** Null: no lights are shown. */
  readonly lights: Lights | null;
  /** Null: nobody is scored. */
  readonly score: Score | null;
  /** Off unless a folder asks for them. */
  readonly reminders: boolean;
  readonly assumed: boolean;
  readonly note: Label | null;
  readonly place: Place;
}
