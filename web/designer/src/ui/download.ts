/** How long the browser may take to read what is downloaded. Milliseconds. */
const PATIENCE = 10_000;

/** Hands the browser something as a download of this name. */
export function download(file: string, contents: Blob): void {
  const address = URL.createObjectURL(contents);
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
}
