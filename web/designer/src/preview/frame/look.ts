/**
 * What changes how a drawing is seen: forced colours, text size, colour vision.
 *
 * @module
 */

import type { Look, Vision } from "../protocol.ts";

/** What the frame adds to every drawing. */
const ALWAYS = `
:host { display: block; }
.view { min-height: 100vh; }
a { cursor: pointer; }
[data-selected] { outline-color: #d81b8c; }`;

/**
 * A simulation of forced colours (CSS Color Adjustment Level 1, section 3): the properties that it forces, with the
 * colours of Windows' theme High Contrast Black. Real ones come from the machine, and no page can ask for them.
 */
const FORCED = `
* {
  border-color: #ffffff !important;
  background-color: #000000 !important;
  background-image: none !important;
  box-shadow: none !important;
  color: #ffffff !important;
  text-shadow: none !important;
  accent-color: #1aebff !important;
}
a, .link { color: #ffff00 !important; }
::placeholder { color: #ffffff !important; }
:focus-visible { outline-color: #ffffff !important; }
[data-selected] { outline-color: #1aebff !important; }
.button, .close, .launcher { border: 1px solid #ffffff !important; }
.button:hover, .close:hover, .launcher:hover, .input:hover { border-color: #1aebff !important; }
.view { color-scheme: dark; }`;

const STILL = "*, ::before, ::after { animation: none !important; transition: none !important; }";

/**
 * Linear RGB matrices, rows red, green, blue. The dichromacies: Machado, Oliveira and Fernandes, "A Physiologically-based
 * Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15, 2009), severity 1.0. Achromatopsia: relative luminance
 * by the coefficients of Rec. 709. Chromium's developer tools simulate by the same.
 */
const MATRICES: Record<Exclude<Vision, "full">, readonly number[]> = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  achromatopsia: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
};

const SVG = "http://www.w3.org/2000/svg";

/** The id of the filter of a vision. */
export const FILTER = "vision";

/** Sheets are shared by nothing else, so they may be changed. */
const sheets = { always: sheet(ALWAYS), forced: sheet(FORCED), still: sheet(STILL), text: new CSSStyleSheet() };

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/** Has all drawings look so. `base` are the sheets of the drawings themselves. */
export function applyLook(look: Look, root: ShadowRoot, base: CSSStyleSheet[]): void {
  sheets.text.replaceSync(look.textScale === 1 ? "" : base.map((one) => scaledText(one, look.textScale)).join("\n"));
  root.adoptedStyleSheets = [
    ...base,
    sheets.always,
    sheets.text,
    ...(look.forcedColors ? [sheets.forced] : []),
    ...(look.reducedMotion ? [sheets.still] : []),
  ];
  document.documentElement.style.background = look.forcedColors ? "#000000" : "";
  document.documentElement.style.colorScheme = look.forcedColors ? "dark" : "";
  setVision(look.vision);
}

/** The rules of a sheet that give texts a size in pixels, with that size multiplied. */
function scaledText(sheet: CSSStyleSheet, scale: number): string {
  const rules = [...sheet.cssRules].filter((rule) => rule instanceof CSSStyleRule);
  return rules
    .filter(({ style }) => style.fontSize.endsWith("px"))
    .map(({ selectorText, style }) => `${selectorText} { font-size: ${Number.parseFloat(style.fontSize) * scale}px; }`)
    .join("\n");
}

/** The filter has to stand in the frame's own document: those of the page do not reach into it. */
function setVision(vision: Vision): void {
  document.getElementById(FILTER)?.closest("svg")?.remove();
  document.documentElement.style.filter = "";
  const drawing = visionFilter(vision);
  if (drawing === undefined) return;
  drawing.setAttribute("width", "0");
  drawing.setAttribute("height", "0");
  drawing.style.position = "absolute";
  document.body.append(drawing);
  document.documentElement.style.filter = `url("#${FILTER}")`;
}

/** A drawing that holds the filter of a vision; none for full vision. */
function visionFilter(vision: Vision): SVGSVGElement | undefined {
  if (vision === "full") return undefined;
  const drawing = document.createElementNS(SVG, "svg");
  const filter = document.createElementNS(SVG, "filter");
  const matrix = document.createElementNS(SVG, "feColorMatrix");
  const rows = MATRICES[vision];
  const values = [0, 3, 6].map((at) => [...rows.slice(at, at + 3), 0, 0].join(" "));
  drawing.ariaHidden = "true";
  filter.id = FILTER;
  filter.setAttribute("color-interpolation-filters", "linearRGB");
  matrix.setAttribute("type", "matrix");
  matrix.setAttribute("values", `${values.join(" ")} 0 0 0 1 0`);
  filter.append(matrix);
  drawing.append(filter);
  return drawing;
}
