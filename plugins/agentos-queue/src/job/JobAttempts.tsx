import { Age, MiniTable, PanelSection, type JobAttempt } from '@agentos-portal/plugin-agentos-react';
import { Preformatted } from './Preformatted';

/**
 * Every try, with what it failed with.
 * @internal
 */
export function JobAttempts({ attempts }: { attempts: readonly JobAttempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <PanelSection title="Attempts">
      <MiniTable aria-label="Attempts">
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Started</th>
            <th scope="col">Finished</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ attempt, startedAt, finishedAt }) => (
            <tr key={attempt}>
              <th scope="row">{attempt}</th>
              <td>
                <Age at={startedAt} suffix="ago" />
              </td>
              <td>
                <Age at={finishedAt} suffix="ago" />
              </td>
            </tr>
          ))}
        </tbody>
      </MiniTable>
      {attempts
        .filter(({ error }) => error)
        .map(({ attempt, error, stack }) => (
          <details key={attempt}>
            <summary>
              Attempt {attempt}: {error}
            </summary>
            <Preformatted text={stack ?? error ?? ''} label={`Failure of attempt ${attempt}`} />
          </details>
        ))}
    </PanelSection>
  );
}
