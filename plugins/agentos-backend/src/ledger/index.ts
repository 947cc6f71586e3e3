export * from './Ledger';
export * from './Observed';
