import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Nothing here depends on how fast the machine is.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
