import { announce } from "../state/announce.ts";

/** Copies a text, and says so; tells whether it worked. */
export async function copy(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied the ${what}.`);
    return true;
  } catch {
    announce(`The browser did not copy the ${what}. Select it and copy it by keyboard.`);
    return false;
  }
}
