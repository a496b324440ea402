import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Screens are loaded lazily, and the machine that runs the tests may be busy.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
