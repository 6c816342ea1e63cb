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
  await context.route('**/*', (route) => route.abort());
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('DOM.enable');
  await protocol.send('Accessibility.enable');
  return { browser, page, protocol };
}
