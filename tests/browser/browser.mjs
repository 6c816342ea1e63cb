// One Chromium with one page, and nothing that it could reach.

import { chromium } from 'playwright-core';

/** Without these a fresh Chromium calls home, before any page does. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
];

/** Names of hosts do not resolve, so that what does not pass the page's router reaches nobody either. */
const ALONE = ['--host-resolver-rules=MAP * ~NOTFOUND'];

/** What decides how large a text is drawn and where lines break is the same on every machine. */
const VIEWPORT = { width: 1280, height: 720 };

/** What every image shows: one transparent pixel. An image that is missing is drawn as its text, which is no image. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Where the page is, so that its relative addresses mean something. */
const HERE = 'https://page.invalid/';

/** Nothing is fetched. */
function answer(route) {
  const request = route.request();
  if (request.url() === HERE) return route.fulfill({ contentType: 'text/html', body: '' });
  if (request.resourceType() === 'image') return route.fulfill({ contentType: 'image/gif', body: PIXEL });
  return route.abort();
}

/**
 * Opens the page.
 *
 * @param {string} executablePath Where Chromium is.
 */
export async function open(executablePath) {
  const browser = await chromium.launch({
    executablePath,
    // Root has no sandbox of Chromium's.
    args: ['--no-sandbox', ...QUIET, ...ALONE],
  });
  const context = await browser.newContext({
    viewport: VIEWPORT,
    deviceScaleFactor: 1,
    locale: 'en-US',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    // A page's own policy would keep the styles of mutants out.
    bypassCSP: true,
  });
  await context.route('**/*', answer);
  const page = await context.newPage();
  await page.goto(HERE);
  const protocol = await context.newCDPSession(page);
  await protocol.send('DOM.enable');
  await protocol.send('Accessibility.enable');
  return { browser, page, protocol };
}
