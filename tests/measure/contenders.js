// Libraries that each do a part of what a check does, made into one script for a page.

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import axe from "axe-core";
import DOMPurify from "dompurify";

/** Makes what says whether a text is a manifest of the right shape. */
export function validator(schema) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (text) => {
    const value = JSON.parse(text);
    validate(value);
    return value;
  };
}

/** Cleans every string of a value. */
export function sanitize(value) {
  const rest = [value];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === "string") DOMPurify.sanitize(next);
    else if (typeof next === "object" && next !== null) rest.push(...Object.values(next));
  }
}

/** Judges what an element shows. */
export function judge(element) {
  return axe.run(element, { resultTypes: ["violations"] });
}
