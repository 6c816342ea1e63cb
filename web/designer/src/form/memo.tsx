import type { Component, ComponentType, FunctionComponent } from "preact";

/** Props that are put together anew with every drawing, and are the same where all that is in them is. */
const PUT_TOGETHER = new Set(["slot", "item", "out", "into", "order", "columns", "skip"]);

function same(old: object, now: object): boolean {
  const before = new Map(Object.entries(old));
  const after = Object.entries(now);
  return (
    before.size === after.length &&
    after.every(([key, value]) => {
      const other = before.get(key);
      return value === other || (PUT_TOGETHER.has(key) && isObject(value) && isObject(other) && same(other, value));
    })
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A component that is drawn again only where it is told something else, or a signal that it reads changes. */
export function memo<P extends object>(Inner: ComponentType<P>): FunctionComponent<P> {
  return function Memo(this: Component<P>, props: P) {
    this.shouldComponentUpdate = (next) => !same(this.props, next);
    return <Inner {...props} />;
  } as FunctionComponent<P>;
}
