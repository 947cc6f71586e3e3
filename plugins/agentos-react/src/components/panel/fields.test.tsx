import { render, screen } from '@testing-library/react';
import { SECTION_NAMES } from '@agentos-portal/plugin-agentos-common';
import { FieldValue } from './FieldValue';
import { fieldLabel, fieldsOf } from './fields';

describe('fieldsOf', () => {
  it.each(SECTION_NAMES)('has a label and a description for every field of %s', section => {
    const fields = fieldsOf(section);

    expect(fields.map(({ key }) => key)).not.toContain('id');
    for (const { label, description } of fields) {
      expect(label).not.toBe('');
      expect(description).not.toBe('');
    }
    expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
  });

  it('says who gives a field', () => {
    const from = Object.fromEntries(fieldsOf('queues').map(field => [field.key, field.from]));

    expect(from).toMatchObject({ queued: 'source', score: 'engine' });
  });

  it.each([
    ['oldestQueuedMs', 'oldest queued'],
    ['throughputPerMinute', 'throughput'],
    ['waitP95Ms', 'wait p95'],
    ['lastHeartbeatAt', 'last heartbeat'],
    ['cpuPercent', 'CPU'],
  ])('calls %s %s', (key, label) => {
    expect(fieldLabel(key)).toBe(label);
  });
});

describe('FieldValue', () => {
  it.each([
    [{ key: 'waitMs', unit: 'ms' }, 4_200, '4.2 s'],
    [{ key: 'successRate', unit: '0..1' }, 0.5, '50 %'],
    [{ key: 'score', unit: '0..100' }, 87, '87 of 100'],
    [{ key: 'memoryBytes', unit: 'bytes' }, 1024, '1 KiB'],
    [{ key: 'uptimeSeconds', unit: 's' }, 90, '1.5 min'],
    [{ key: 'queued', unit: 'jobs' }, 0, '0 jobs'],
    [{ key: 'attempt', unit: 'attempts' }, 1, '1 attempt'],
    [{ key: 'priority' }, 10, '10'],
    [{ key: 'paused' }, false, 'no'],
    [{ key: 'queues' }, ['a', 'b'], 'a, b'],
    [{ key: 'queues' }, [], 'none'],
    [{ key: 'objective' }, { targetMs: 2_000, status: 'met' }, 'target: 2 sstatus: met'],
    [{ key: 'name' }, 'embed', 'embed'],
    [{ key: 'lastAt' }, 'not an instant', 'not an instant'],
  ])('%# writes a value with its unit', (field, value, text) => {
    const { container } = render(<FieldValue field={field} value={value} />);

    expect(container).toHaveTextContent(text);
  });

  it('writes an instant with its age', () => {
    const { container } = render(
      <FieldValue field={{ key: 'startedAt' }} value="2026-01-01T12:00:00.000Z" />,
    );

    expect(container.querySelector('time')).toHaveAttribute('datetime', '2026-01-01T12:00:00.000Z');
    expect(container).toHaveTextContent(/^2026-01-0\d \d\d:\d\d:\d\d \(/);
  });

  it('shows what nobody measured as a dash', () => {
    render(<FieldValue field={{ key: 'queued', unit: 'jobs' }} value={null} />);

    expect(screen.getByTitle('not measured')).toBeInTheDocument();
  });
});
