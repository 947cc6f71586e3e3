import { sourceAgeMs } from './sourceAge';

const AT = '2026-01-01T12:00:00.000Z';

describe('sourceAgeMs', () => {
  it("moves the age of the section by the difference of the server's own instants", () => {
    expect(sourceAgeMs({ collectedAt: '2026-01-01T11:59:50.000Z' }, AT, 2_000)).toBe(12_000);
    expect(sourceAgeMs({ collectedAt: AT }, AT, 2_000)).toBe(2_000);
  });

  it('is never below zero, and not known where nothing was proved', () => {
    expect(sourceAgeMs({ collectedAt: '2026-01-01T12:00:09.000Z' }, AT, 2_000)).toBe(0);
    expect(sourceAgeMs({ collectedAt: null }, AT, 2_000)).toBeUndefined();
    expect(sourceAgeMs({ collectedAt: AT }, undefined, undefined)).toBeUndefined();
  });
});
