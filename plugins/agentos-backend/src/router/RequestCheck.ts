import { InputError, NotFoundError } from '@backstage/errors';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';

interface Operation {
  summary?: string;
  parameters?: ReadonlyArray<{ name: string; in: string; required?: boolean; schema: { type?: unknown } }>;
  requestBody?: { content: object };
}

/** What is read of an OpenAPI document. */
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

const ID = 'openapi';
const pointer = (...parts: Array<string | number>) =>
  `${ID}#/${parts.map(part => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/**
 * Checks requests against the OpenAPI document: unknown paths, methods and parameters, wrong parameters and bodies. Every operation is
 * compiled once, because a general validator that looks the operation up for each request costs a seventh of a warm GET.
 * @internal
 */
export function createRequestCheck(document: Document): Router {
  const options = { strict: false, validateSchema: false, validateFormats: false };
  const plain = new Ajv2020(options).addSchema(document, ID);
  // Parameters are texts; numbers and booleans are read from them.
  const coercing = new Ajv2020({ ...options, coerceTypes: true }).addSchema(document, ID);
  const router = PromiseRouter();
  for (const [path, operations] of Object.entries(document.paths)) {
    const checks = new Map(
      Object.entries(operations).map(([method, operation]) => {
        const at = ['paths', path, method];
        return [
          method.toUpperCase(),
          [...parameterChecks(coercing, operation, at), ...bodyCheck(plain, operation, at)],
        ];
      }),
    );
    router.all(path.replace(/\{(\w+)\}/g, ':$1'), (request, _response, next) => {
      const found = checks.get(request.method === 'HEAD' ? 'GET' : request.method);
      if (!found) throw new NotFoundError(`${request.method} is not a method of ${path}`);
      // No value of a parameter holds it, and PostgreSQL refuses it wherever one would be compared.
      if (request.originalUrl.includes('%00')) throw new InputError('A parameter contains NUL (%00)');
      for (const check of found) check(request);
      next('router');
    });
  }
  router.use(request => {
    throw new NotFoundError(`There is no ${request.method} ${request.path}`);
  });
  return router;
}

type Check = (request: Request) => void;

function parameterChecks(ajv: Ajv2020, { parameters = [] }: Operation, at: string[]): Check[] {
  return (['query', 'path'] as const).map(place => {
    const mine = parameters
      .map((parameter, index) => ({ ...parameter, index }))
      .filter(parameter => parameter.in === place);
    const validate = ajv.compile({
      type: 'object',
      additionalProperties: false,
      required: mine.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(
        mine.map(({ name, index }) => [name, { $ref: pointer(...at, 'parameters', index, 'schema') }]),
      ),
    });
    const lists = mine.filter(({ schema }) => schema.type === 'array').map(({ name }) => name);
    return request => {
      const values = place === 'query' ? request.query : request.params;
      for (const name of lists)
        if (values[name] !== undefined) values[name] = [values[name]].flat().join().split(',') as never;
      apply(validate, place, values);
    };
  });
}

function bodyCheck(ajv: Ajv2020, { requestBody }: Operation, at: string[]): Check[] {
  if (!requestBody) return [];
  const validate = ajv.compile({
    $ref: pointer(...at, 'requestBody', 'content', 'application/json', 'schema'),
  });
  return [request => apply(validate, 'body', request.body)];
}

/** @throws InputError that names the field */
function apply(validate: ValidateFunction, place: string, value: unknown) {
  if (!validate(value))
    throw new InputError((validate.errors ?? []).map(error => describe(place, error)).join('; '));
}

function describe(place: string, { instancePath, message, params }: ErrorObject) {
  const extra = 'additionalProperty' in params ? `/${params.additionalProperty}` : '';
  const allowed = 'allowedValues' in params ? `: ${params.allowedValues.join(', ')}` : '';
  return `${place}${instancePath}${extra} ${message}${allowed}`;
}
