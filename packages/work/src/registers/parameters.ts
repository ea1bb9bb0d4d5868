/** Parameters of one statement under way. */
import type { Parameter } from "../database/queries.ts";

/** Parameters `$1`, `$2` ... of one statement under way. */
export class Parameters {
  readonly #list: Parameter[] = [];

  /** Takes a value and gives its place. */
  add(value: Parameter): string {
    this.#list.push(value);
    return `$${this.#list.length}`;
  }

  get list(): readonly Parameter[] {
    return this.#list;
  }
}
