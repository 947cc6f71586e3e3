import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Nothing here depends on how fast the machine is.
configure({ asyncUtilTimeout: 20_000 });
