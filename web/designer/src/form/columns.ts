import { kindOf } from "./labels.ts";
import { objectNamed } from "./tables.ts";

/** The fields that make the columns of a table, by what its rows are. Other fields are in the details of a row. */
const COLUMNS: Record<string, readonly string[]> = {
  field: ["label", "type", "required"],
  action: ["label", "type", "value"],
  button: ["label", "action", "payload", "style"],
  directive: ["key", "type", "value"],
};

/** The columns of a table of such objects; none where they are better shown one below the other. */
export function columnsOf(object: string): readonly string[] | null {
  const kind = kindOf({ name: object });
  const columns = Object.hasOwn(COLUMNS, kind) ? COLUMNS[kind] : undefined;
  const { fields } = objectNamed(object);
  return columns?.every((column) => fields.some(({ name }) => name === column)) ? columns : null;
}
