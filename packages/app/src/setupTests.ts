import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Nothing here depends on how fast the machine is.
configure({ asyncUtilTimeout: 20_000 });

// What libraries of the app shell say of React 18 and jsdom is not about this package.
const KNOWN = [
  /processedRuleToParse/,
  /findDOMNode is deprecated/,
  /from uncontrolled to controlled/,
  /<Focusable> child/,
];
/* eslint-disable no-console */
for (const level of ['error', 'warn'] as const) {
  const write = console[level];
  console[level] = (...args: unknown[]) => {
    if (!KNOWN.some(message => message.test(String(args[0])))) write(...args);
  };
}
