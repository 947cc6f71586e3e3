import { Traffic } from './Traffic.mjs';

/** Tabs that are open: a test that fails leaves a picture of each. */
export const openTabs = new Set();

/** A tab of the browser, and what people do in it. */
export class Tab {
  constructor(page) {
    this.page = page;
    this.traffic = new Traffic(page);
    this.pill = page.locator('[data-live]');
    this.panel = page.getByRole('dialog');
    openTabs.add(this);
    page.once('close', () => openTabs.delete(this));
  }

  /** From the first page of the portal to the control room. */
  async signInAsGuest() {
    await this.page.goto('/');
    await this.page.getByRole('button', { name: 'Enter' }).click();
    await this.page.waitForURL('**/agentos/overview');
  }

  /** Opens a tab of AgentOS by its name, as a click does. */
  async show(name) {
    await this.page.getByRole('tab', { name, exact: true }).click();
    await this.page.getByRole('main', { name, exact: true }).waitFor();
  }

  /** Waits until the pill says a state, e.g. `live`. */
  async waitForLive(state, timeout) {
    await this.page.locator(`[data-live="${state}"]`).waitFor({ timeout });
  }

  /** Text of the cells of a table's rows, by the label of their column. */
  async rows(table) {
    return this.page.getByRole('table', { name: table, exact: true }).evaluate(element => {
      const textOf = cell => cell.textContent.trim();
      const labels = Array.from(element.querySelectorAll('thead th'), textOf);
      return Array.from(element.querySelectorAll('tbody tr[aria-rowindex]'), row =>
        Object.fromEntries(Array.from(row.cells, (cell, index) => [labels[index], textOf(cell)])),
      );
    });
  }

  async close() {
    await this.page.context().close();
  }
}
