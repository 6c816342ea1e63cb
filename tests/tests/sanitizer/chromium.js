// Runs in the page: puts cleaned texts into it in every way a page can, and tells what happened.
//
// `texts` come from the test, which also serves this file. What a frame sees, it tells by messages, so that hostile
// frames need no access to this page.

const ALLOWED = ['p', 'br', 'strong', 'em', 'u'].map((name) => ({ name, attributes: [] }));
const STYLED = ['span', 'div'].map((name) => ({ name, attributes: ['style'] }));
const LONGHANDS = new Set([
  'color', 'background-color', 'font-weight', 'font-style', 'text-align',
  'text-decoration', 'text-decoration-line', 'text-decoration-style', 'text-decoration-color',
  'text-decoration-thickness',
]);
const PROTOCOLS = new Set(['https:', 'http:', 'mailto:', 'tel:']);

// Stands before the text in every frame. A call of any of these, or a script's error, means that something ran.
const HARNESS = `<script>{
  const tell = window.parent.postMessage.bind(window.parent);
  const fired = (what) => tell({ frame: window.name, fired: what }, '*');
  for (const name of ['alert', 'prompt', 'confirm', 'print', 'eval', 'fetch', 'postMessage', 'open']) {
    window[name] = (value) => fired(name + '(' + String(value) + ')');
  }
  XMLHttpRequest.prototype.open = () => fired('XMLHttpRequest');
  navigator.sendBeacon = () => fired('sendBeacon');
  window.addEventListener('error', (event) => event instanceof ErrorEvent && fired(event.message));
  window.settle = () => {
    // What a person or a slow network would set off.
    const events = ['click', 'mouseover', 'mouseenter', 'focus', 'blur', 'load', 'error', 'toggle', 'animationstart',
      'animationend', 'transitionend', 'pointerdown', 'wheel', 'copy', 'input', 'change', 'submit', 'begin', 'scroll'];
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.localName === 'script') continue;
      for (const type of events) element.dispatchEvent(new Event(type, { cancelable: true }));
      element.focus?.();
    }
    setTimeout(() => {
      const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
      tell({ frame: window.name, done: true, loaded }, '*');
    }, 60);
  };
}</script>`;
const SETTLE = '<script>addEventListener("load", () => setTimeout(settle, 30));</script>';

const escaped = (html) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

// How long a round waits for the first of its frames. Milliseconds.
const START = 120_000;

// Frames of one round, each with its text; resolves once all have told, or none has for as long as the patience lasts.
function round(texts, first, { sandbox, patience }, told) {
  const waiting = new Set(texts.map((_, index) => String(first + index)));
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      document.body.replaceChildren();
      told.silent.push(...[...waiting].map((name) => texts[Number(name) - first]));
      resolve();
    };
    let timer = setTimeout(end, START);
    const hear = ({ data }) => {
      clearTimeout(timer);
      timer = setTimeout(end, patience);
      const text = texts[Number(data.frame) - first];
      if (data.fired) told.fired.push({ text, what: data.fired });
      if (data.loaded?.length) told.loaded.push({ text, what: `${data.loaded}` });
      if (data.done && waiting.delete(data.frame) && waiting.size === 0) end();
    };
    addEventListener('message', hear);
    document.body.innerHTML = texts
      .map((text, index) => `<iframe name="${first + index}" sandbox="${sandbox}" `
        + `srcdoc="${escaped(HARNESS + SETTLE + text)}"></iframe>`)
      .join('');
  });
}

// Each text in a frame of its own.
async function framed(texts, frames, told) {
  for (let first = 0; first < texts.length; first += frames.size) {
    await round(texts.slice(first, first + frames.size), first, frames, told);
  }
}

// All texts in one frame, inserted by script at several places; and written into another, one after the other.
async function inserted(texts, told) {
  let text = '';
  const frame = document.createElement('iframe');
  frame.srcdoc = `${HARNESS}<div id=places><div></div><p></p><table><tr><td></td></tr></table><ul><li></li></ul></div>`;
  const done = new Promise((resolve) => {
    addEventListener('message', function hear({ data }) {
      if (data.fired) told.fired.push({ text: `${text} or one before it`, what: data.fired });
      if (data.loaded?.length) told.loaded.push({ text: 'one of those inserted', what: `${data.loaded}` });
      if (data.done) {
        removeEventListener('message', hear);
        resolve();
      }
    });
  });
  await new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const inner = frame.contentDocument;
  const places = [...inner.querySelectorAll('div > div, p, td, li')];
  const written = document.createElement('iframe');
  document.body.append(written);
  written.contentWindow.fired = (what) => told.fired.push({ text, what });
  const hooks = `<script>for (const name of ["alert", "prompt", "confirm", "print", "eval", "fetch", "open"])`
    + ` window[name] = () => fired(name); onerror = (message) => fired(message);</` + 'script>';
  for (text of texts) {
    for (const place of places) place.innerHTML = text;
    for (const place of places) place.insertAdjacentHTML('beforeend', text);
    places[0].after(inner.createRange().createContextualFragment(text));
    const page = written.contentDocument;
    page.open();
    page.write(hooks + text);
    page.close();
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  frame.contentWindow.settle();
  await done;
  document.body.replaceChildren();
}

// The browser's own sanitizer, given the same allow-list, has nothing to do.
function unchanged(texts, changed) {
  const sanitizer = new Sanitizer({
    elements: [...ALLOWED, ...STYLED], attributes: [], comments: false, dataAttributes: false,
  });
  const place = document.createElement('div');
  for (const text of texts) {
    place.setHTML(text, { sanitizer });
    if (place.innerHTML !== text) changed.push({ text, what: `setHTML makes it ${place.innerHTML}` });
    for (const element of place.querySelectorAll('[style]')) {
      for (const property of element.style) {
        const value = element.style.getPropertyValue(property);
        if (!LONGHANDS.has(property) || /url|var|[\\@!]/i.test(value)) {
          changed.push({ text, what: `it sets ${property}: ${value}` });
        }
      }
    }
  }
}

// Where drawn Markdown leads, as the browser reads addresses.
function leading(texts, changed) {
  const page = document.implementation.createHTMLDocument();
  for (const text of texts) {
    page.body.innerHTML = text;
    for (const link of page.querySelectorAll('[href], [src]')) {
      const address = link.getAttribute('href') ?? link.getAttribute('src');
      const protocol = URL.canParse(address) ? new URL(address).protocol : 'relative';
      if (!PROTOCOLS.has(protocol)) changed.push({ text, what: `it leads to ${address}` });
    }
  }
}

// Whether drawn Markdown has more than elements that do nothing and have no attributes.
const isMore = (html) => html
  .replaceAll(/<\/?(p|em|strong|code|pre|li|ul|ol|blockquote|h[1-6]|del)>|<(br|hr) \/>/g, '')
  .includes('<');

const joined = (texts, size) => Array.from(
  { length: Math.ceil(texts.length / size) },
  (_, index) => texts.slice(index * size, (index + 1) * size).join('\n'),
);

const nothing = () => ({ fired: [], loaded: [], silent: [], changed: [] });

async function main() {
  const texts = await (await fetch('/texts')).json();
  const trusted = { sandbox: 'allow-scripts allow-same-origin', size: 100, patience: 120_000 };
  // As they are, attacks do run; kept from this page, they can do no more. Some leave and are not heard of again.
  const hostile = { sandbox: 'allow-scripts', size: 75, patience: 2_000 };
  const [html, markdown, control] = [nothing(), nothing(), nothing()];
  const times = [performance.now()];
  unchanged(texts.html, html.changed);
  await inserted(texts.html, html);
  times.push(performance.now());
  await framed(texts.html.filter((text) => text.includes('<')), trusted, html);
  times.push(performance.now());
  leading(texts.markdown, markdown.changed);
  // What Markdown draws is whole elements, so many texts stand in one frame and none reaches into the next.
  const drawn = joined(texts.markdown.filter(isMore), 100);
  await framed(drawn, trusted, markdown);
  times.push(performance.now());
  await framed(texts.control, hostile, control);
  times.push(performance.now());
  const counts = {
    html: texts.html.length, framedHtml: texts.html.filter((text) => text.includes('<')).length,
    markdown: texts.markdown.length, framedMarkdown: drawn.length, control: texts.control.length,
  };
  return { browser: navigator.userAgent, counts, times, html, markdown, control };
}

main()
  .catch((error) => ({ broken: `${error}\n${error.stack}` }))
  .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }));
