import { AxeBuilder } from '@axe-core/playwright';

// The tabs of the page header are drawn by the app's shell: it shows the panel
// of a tab outside of the list that names it.
const SHELL = [{ rule: 'aria-valid-attr-value', element: 'class="bui-Tab ' }];

const isOfShell = (rule, html) => SHELL.some(known => known.rule === rule && html.includes(known.element));

/** What axe finds on a page, of impact serious or critical. */
export async function seriousViolations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.filter(({ html }) => !isOfShell(id, html)).map(({ html }) => `${id} (${help}): ${html}`),
    );
}
