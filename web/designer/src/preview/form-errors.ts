/**
 * The errors of the drawn form: the core draws all that there can be, a person sees those that apply.
 *
 * @module
 */

import type { Announcement, RenderNode, RenderTree } from "@preflight/core";

/** A control as a person left it. */
export interface Control {
  /** The type of an `input`, or the name of another control; `group` is several boxes or buttons under one legend. */
  type: string;
  required: boolean;
  /** What was entered or chosen; of boxes and groups `""` where none is ticked. */
  value: string;
  /** Whether the browser could not read what was entered (half a date), or finds it malformed (an address without `@`). */
  malformed: boolean;
}

/** Telephone numbers are written in too many ways to know them all: digits, and what people put between them. */
const TELEPHONE = /^\+?[\d\s()./-]*\d[\d\s()./-]*$/;

/** Whether a form with this control is refused. */
export function isWrong({ type, required, value, malformed }: Control): boolean {
  const entered = value.trim();
  if (malformed) return true;
  if (entered === "") return required;
  return type === "tel" && !TELEPHONE.test(entered);
}

/** The ids of the controls of an invalid form that are not wrong. */
function rightControls({ nodes }: RenderTree, wrong: readonly string[]): Set<string> {
  const controls = nodes.flatMap((node) => {
    const id = node.type === "element" ? node.attributes?.id : undefined;
    return id?.endsWith("-error") === true ? [id.slice(0, -"-error".length)] : [];
  });
  return new Set(controls.filter((id) => !wrong.includes(id)));
}

/** What is said of an invalid form with only the errors of the controls that are wrong; of the others what was `untouched`. */
export function onlyErrorsSaid(
  tree: RenderTree,
  wrong: readonly string[],
  invalid: Announcement[],
  untouched: Announcement[],
): Announcement[] {
  const right = rightControls(tree, wrong);
  const inside = new Set<number>();
  // What holds a node comes before it.
  for (const node of tree.nodes) {
    const id = node.type === "element" ? node.attributes?.id : undefined;
    const own = id !== undefined && right.has(id.replace(/-error$/, ""));
    if (own || (node.parent !== null && inside.has(node.parent))) inside.add(node.id);
  }
  const said = [
    ...invalid.filter(({ node }) => !inside.has(node)),
    ...untouched.filter(({ node }) => inside.has(node)),
  ];
  return said.sort((one, other) => one.node - other.node);
}

/** A drawing of an invalid form with only the errors of the controls that are wrong, named by their ids. */
export function onlyErrors(tree: RenderTree, wrong: readonly string[]): RenderTree {
  const right = rightControls(tree, wrong);
  return { ...tree, nodes: tree.nodes.map((node) => (node.type === "element" ? withoutErrors(node, right) : node)) };
}

function withoutErrors(node: Extract<RenderNode, { type: "element" }>, right: Set<string>): RenderNode {
  const id = node.attributes?.id;
  if (id === undefined) return node;
  if (id.endsWith("-error") && right.has(id.slice(0, -"-error".length))) {
    return { ...node, attributes: { ...node.attributes, hidden: "" } };
  }
  if (!right.has(id)) return node;
  const { "aria-invalid": _, "aria-describedby": described, ...attributes } = node.attributes ?? {};
  const hints = described?.split(" ").filter((name) => name !== `${id}-error`) ?? [];
  if (hints.length > 0) attributes["aria-describedby"] = hints.join(" ");
  return { ...node, attributes, classes: node.classes?.filter((name) => name !== "invalid") ?? [] };
}
