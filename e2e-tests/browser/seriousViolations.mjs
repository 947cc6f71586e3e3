import { AxeBuilder } from '@axe-core/playwright';

// The tabs of the page header are drawn by the app's shell: it shows the panel
// of a tab outside of the list that names it.
const SHELL = [{ rule: 'aria-valid-attr-value', element: 'class="bui-Tab ' }];

const isOfShell = (rule, html) => SHELL.some(known => known.rule === rule && html.includes(known.element));

/** Colours of a button that changes its state are seen by nobody yet. */
const transitionsEnded = page =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(animation => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ).then(() => undefined),
  );

/** What axe finds on a page, of impact serious or critical. */
export async function seriousViolations(page) {
  await transitionsEnded(page);
  // The pages hold no frames: what axe does for those takes as long as the look itself.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes
        .filter(({ html }) => !isOfShell(id, html))
        .map(({ html, any }) => `${id} (${help}): ${html} ${any.map(({ message }) => message).join(', ')}`),
    );
}
