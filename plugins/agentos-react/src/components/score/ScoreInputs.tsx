import {
  formatDuration,
  formatPercent,
  type Score,
  type ScoreInput,
} from '@agentos-portal/plugin-agentos-common';
import { styled } from '@mui/material/styles';
import { useNow } from '../clock';
import { formatCount } from '../values';

const Table = styled('table')({
  borderCollapse: 'collapse',
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': {
    padding: '1px 0 1px 14px',
    textAlign: 'right',
    fontWeight: 400,
  },
  '& th:first-of-type, & td:first-of-type': {
    paddingLeft: 0,
    textAlign: 'left',
  },
  '& thead th': { opacity: 0.75 },
  '& caption': { textAlign: 'left', fontWeight: 600, paddingBottom: 4 },
});

const Note = styled('div')({ marginTop: 6, opacity: 0.85 });

const FORMATS: Record<string, (value: number) => string> = {
  ms: formatDuration,
  '0..1': formatPercent,
};

const measured = ({ value, unit }: ScoreInput) =>
  value === undefined ? 'not measured' : (FORMATS[unit] ?? formatCount)(value);

/** @internal */
export interface ScoreInputsProps {
  score: (now: number) => Score;
  /** What the engine wrote in the row. */
  value: number | null;
}

/**
 * What a score is made of: every input with its measure, weight and points, and the formula.
 * @internal
 */
export function ScoreInputs({ score: scoreAt, value }: ScoreInputsProps) {
  const score = scoreAt(useNow());
  return (
    <div>
      <Table>
        <caption>{value === null ? 'No score' : `Score ${value} of 100`}</caption>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Measured</th>
            <th scope="col">Weight</th>
            <th scope="col">Points</th>
          </tr>
        </thead>
        <tbody>
          {score.inputs.map(input => (
            <tr key={input.name}>
              <td>{input.name}</td>
              <td>{measured(input)}</td>
              <td>{formatPercent(input.weight)}</td>
              <td>{input.points === undefined ? 'left out' : input.points.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Note>{score.insufficient ?? '100 × Σ weight × points ÷ Σ weight, measured inputs'}</Note>
      {value !== null && score.score !== undefined && score.score !== value && (
        <Note>Inputs as of now; the score is of the last change of the row.</Note>
      )}
    </div>
  );
}
