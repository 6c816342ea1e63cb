/**
 * Keys with those that are held, such as `Mod+Shift+S`: `Mod` is Command on Apple's machines and Ctrl on others.
 *
 * @module
 */

/** Whether the machine has Apple's keys, among them Option in the place of Alt. */
export const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as a person reads them. */
export function spelled(keys: string): string {
  return apple
    ? keys.replaceAll("Mod+", "⌘").replaceAll("Shift+", "⇧").replaceAll("Alt+", "⌥")
    : keys.replaceAll("Mod", "Ctrl");
}

/** Whether these are the keys that were pressed. */
export function pressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  return (
    isKey(event, parts.at(-1) ?? "") &&
    event.shiftKey === parts.includes("Shift") &&
    event.altKey === parts.includes("Alt") &&
    (apple ? event.metaKey : event.ctrlKey) === parts.includes("Mod") &&
    (apple ? event.ctrlKey : event.metaKey) === false
  );
}

/** Letters are found by where they are on keyboards that have others, such as Arabic and Cyrillic ones. */
function isKey({ key, code }: KeyboardEvent, wanted: string): boolean {
  if (key.toLowerCase() === wanted.toLowerCase() || code === `Digit${wanted}`) return true;
  return /[^\0-\x7f]/.test(key) && code === `Key${wanted}`;
}

/** Whether something is typed where these keys were pressed: on Apple's machines Option writes characters and moves by words. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "color", "button", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
