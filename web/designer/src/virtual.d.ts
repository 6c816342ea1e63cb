declare module "virtual:preview-frame" {
  /** The document of the preview's frame. */
  const document: string;
  export default document;
}
