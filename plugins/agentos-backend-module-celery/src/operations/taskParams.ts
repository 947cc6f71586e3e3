import { type ExactJson, formatExactJson, parseExactJson } from '@agentos-portal/plugin-agentos-common';
import { ParamError, textOf } from '@agentos-portal/plugin-agentos-node/operations';
import type { JsonObject } from '@backstage/types';
import type { ExactArguments } from '../message';
import { isFields } from './TaskResults';

const SHAPE = 'expected {"args": […], "kwargs": {…}}';

/**
 * Arguments that a person gives: `params.args`; `params.data`, as an edited job has them; or `params.dataJson`, a JSON text, where JSON
 * would lose digits.
 * @throws ParamError when they have another shape
 * @internal
 */
export function argumentsOf(params: JsonObject): ExactArguments | undefined {
  const text = textOf(params, 'dataJson');
  const field = ['dataJson', 'args', 'data'].find(name => params[name] !== undefined);
  if (field === undefined) return undefined;
  let given: ExactJson;
  try {
    given = text === undefined ? (params[field] as ExactJson) : parseExactJson(text);
  } catch (error) {
    throw new ParamError(`params.dataJson: ${(error as Error).message}`);
  }
  if (!isFields(given)) throw new ParamError(`params.${field}: ${SHAPE}`);
  const { args = [], kwargs = {}, ...other } = given;
  if (!Array.isArray(args) || !isFields(kwargs) || Object.keys(other).length > 0) {
    throw new ParamError(`params.${field}: ${SHAPE}`);
  }
  return { args: formatExactJson(args), kwargs: formatExactJson(kwargs) };
}
