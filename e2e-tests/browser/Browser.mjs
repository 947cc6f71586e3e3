import { chromium } from 'playwright-core';
import { findTool } from '../../scripts/testTools.mjs';
import { Tab } from './Tab.mjs';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Time a step has, such as a click on what is there in a moment: on a busy machine too. */
const STEP_MS = 60_000;

/** Chromium as it is installed on this machine. */
export class Browser {
  static async launch() {
    return new Browser(
      await chromium.launch({
        executablePath: findTool('chromium'),
        args: ARGS,
      }),
    );
  }

  constructor(chrome) {
    this.chrome = chrome;
  }

  /**
   * An empty tab of a person of its own.
   * @param user - who the proxy in front of the portal says it is
   * @param withClock - whether the suite can move the clock of the page
   */
  async open(portal, { user, colorScheme = 'light', withClock = false } = {}) {
    const context = await this.chrome.newContext({
      baseURL: portal.url,
      viewport: { width: 1440, height: 900 },
      colorScheme,
      extraHTTPHeaders: user ? { 'x-forwarded-user': user } : {},
    });
    context.setDefaultTimeout(STEP_MS);
    const page = await context.newPage();
    if (withClock) await page.clock.install();
    return new Tab(page);
  }

  async close() {
    await this.chrome.close();
  }
}
