/**
 * JSON pointers (RFC 6901), and what becomes of them when items move.
 *
 * @module
 */

/** A pointer, one key or number longer. */
export function join(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys and numbers of a pointer. */
export function tokens(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The pointer of what holds it, and its last key or number. */
export function split(pointer: string): { parent: string; token: string } {
  const cut = pointer.lastIndexOf("/");
  return { parent: pointer.slice(0, Math.max(cut, 0)), token: tokens(pointer.slice(cut)).at(-1) ?? "" };
}

/** Whether a pointer is another one, or inside it. */
export function within(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** The pointer of an item after its move: taking it out of its old list may renumber what holds the new one. */
export function landing(list: string, index: number, to: { list: string; index: number }): string {
  return join(list === to.list ? list : afterRemoval(list, index, to.list), to.index);
}

/** A pointer after an item was taken out of a list. */
export function afterRemoval(list: string, index: number, pointer: string): string {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const [token = "", ...rest] = pointer.slice(list.length + 1).split("/");
  const number = Number(token);
  return number > index ? [list, number - 1, ...rest].join("/") : pointer;
}

/** A pointer after an item was put into a list. */
export function afterInsertion(list: string, index: number, pointer: string): string {
  if (!pointer.startsWith(`${list}/`)) return pointer;
  const [token = "", ...rest] = pointer.slice(list.length + 1).split("/");
  const number = Number(token);
  return number >= index ? [list, number + 1, ...rest].join("/") : pointer;
}
