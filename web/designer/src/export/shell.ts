/**
 * A text as one word of a POSIX shell: between single quotes nothing means anything, and a single quote is written outside
 * of them (POSIX.1-2024, Shell Command Language 2.2.2). NUL cannot stand in any argument.
 */
export function quoted(text: string): string {
  if (text.includes("\0")) throw new Error("No argument of a command can hold a NUL character.");
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
