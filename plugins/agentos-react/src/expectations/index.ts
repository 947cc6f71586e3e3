export * from './Expectations';
export * from './RowExpectation';
export * from './useExpected';
export * from './useExpectedTargets';
