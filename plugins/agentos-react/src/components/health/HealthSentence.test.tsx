import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HealthSentence } from './HealthSentence';

describe('HealthSentence', () => {
  it('says how it is and why, with the names standing out', async () => {
    const reasons = ['`embed` backlog 4 min over its objective', 'one', 'two', 'three'];
    const { container } = render(<HealthSentence title="Main fleet" status="degraded" reasons={reasons} />);

    expect(container).toHaveTextContent(
      'degradedMain fleet: embed backlog 4 min over its objective; one and 2 more',
    );
    expect(screen.getByText('embed').tagName).toBe('CODE');
    await userEvent.tab();
    expect(await screen.findByRole('tooltip')).toHaveTextContent('twothree');
  });

  it('says how old it is where it is not of now', () => {
    const { container } = render(<HealthSentence status="healthy" reasons={[]} age="40 s" />);

    expect(container).toHaveTextContent(/as they should be.*as of 40 s ago, not proved since/);
  });

  it('says so when all is well, and when nobody gave a reason', () => {
    const { container } = render(
      <>
        <HealthSentence status="healthy" reasons={[]} />
        <HealthSentence status="unknown" reasons={[]} />
      </>,
    );

    expect(container).toHaveTextContent('queues, workers and services are as they should be');
    expect(container).toHaveTextContent('unknownno reason given');
  });
});
