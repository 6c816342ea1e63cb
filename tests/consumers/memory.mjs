/**
 * Memory of the page and of the module in it after 1,000 checks, and after so many more. It runs in the page, so it takes nothing
 * from here.
 */
export async function memory({ texts, times }) {
  // The instance is nobody's business but the package's, so it is caught on the way.
  const { Instance } = WebAssembly;
  let instance;
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args);
      instance = this;
    }
  };
  const { check, init } = await import("/preflight/index.js");
  await init();
  WebAssembly.Instance = Instance;
  const used = () => {
    gc();
    return { module: instance.exports.memory.buffer.byteLength, heap: performance.memory.usedJSHeapSize };
  };
  const run = (rounds) => {
    for (let round = 0; round < rounds; round += 1) check(texts[round % texts.length]);
  };
  run(1000);
  const before = used();
  run(times);
  return { before, after: used() };
}
