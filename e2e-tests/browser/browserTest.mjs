import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../repositoryRoot.mjs';
import { openTabs } from './Tab.mjs';

const outputFolder = join(repositoryRoot, 'e2e-tests/output');
const LIMIT_MS = 300_000;

const fileNameOf = text => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

async function takePictures(name) {
  mkdirSync(outputFolder, { recursive: true });
  for (const [index, { page }] of [...openTabs].entries()) {
    const path = join(outputFolder, `${fileNameOf(name)}-${index + 1}.png`);
    await page.screenshot({ path, timeout: 20_000 }).then(
      () => console.error(`Picture of ${page.url()}: ${path}`),
      error => console.error(`No picture of ${page.url()}: ${error.message}`),
    );
  }
}

/** A test that leaves a picture of every open tab in e2e-tests/output when it fails. */
export function browserTest(name, run) {
  test(name, { timeout: LIMIT_MS }, async () => {
    try {
      await run();
    } catch (error) {
      await takePictures(name);
      throw error;
    }
  });
}
