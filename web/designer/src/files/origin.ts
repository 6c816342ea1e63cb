import type { LineEnd } from "./line-ends.ts";

/** Where a document came from. */
export interface Origin {
  /** What ends its lines there. */
  lineEnd: LineEnd;
  /** The file, where the browser lets the page write it. */
  file?: FileSystemFileHandle;
  /** The file that `preflight designer` opened. */
  session?: SessionFile;
}

/** A file that the program behind the page writes. */
export interface SessionFile {
  /** As the program was told. */
  path: string;
  /** Which version of it the page knows. */
  etag: string;
}
