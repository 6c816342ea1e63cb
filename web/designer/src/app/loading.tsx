/**
 * The parts of the page that the first sight of it does without. They are loaded right after the first verdict, so that
 * later nothing asks for the network, whatever a person does.
 *
 * @module
 */

import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

type Load<P> = () => Promise<ComponentType<P>>;

const later: (() => Promise<void>)[] = [];

/** A component that is loaded after the first verdict, or when it is first drawn, whichever comes first. */
export function lazy<P extends object>(load: Load<P>): ComponentType<P> {
  const loaded = signal<ComponentType<P> | null>(null);
  const failed = signal(false);
  let begun: Promise<void> | undefined;
  const begin = () => {
    begun ??= load().then(
      (component) => {
        loaded.value = component;
      },
      () => {
        failed.value = true;
      },
    );
    return begun;
  };
  later.push(begin);
  return function Lazy(props: P) {
    const Component = loaded.value;
    if (Component !== null) return <Component {...props} />;
    if (failed.value)
      return <p class="note error">This part could not be loaded. Save what you wrote, then reload the page.</p>;
    void begin();
    return <p class="empty">Loading…</p>;
  };
}

/** Something else that is loaded with them. */
export function loadLater(load: () => Promise<unknown>): void {
  later.push(async () => {
    await load();
  });
}

/** Loads what was left for later, and marks the page as loaded. */
export async function loadRest(): Promise<void> {
  await Promise.all(later.map((load) => load()));
  document.documentElement.dataset.loaded = "";
}
