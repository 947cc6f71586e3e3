import { errors, json, ref } from './parts';

/** The paths of the snapshot. @internal */
export const ssotPaths = (sectionNames: string[]) => ({
  '/ssot': {
    get: {
      operationId: 'getSsot',
      summary: 'The sections the caller may see, with freshness',
      parameters: [
        {
          name: 'sections',
          in: 'query',
          style: 'form',
          explode: false,
          description: 'Comma-separated section names; all by default',
          schema: { type: 'array', minItems: 1, items: { type: 'string', enum: sectionNames } },
        },
      ],
      responses: {
        200: {
          description: 'The snapshot; ETag over epoch, version, stale set, section set and encoding',
          ...json(ref('Ssot')),
        },
        304: { description: 'Not changed' },
        ...errors,
      },
    },
  },
  ...Object.fromEntries(
    ['/ssot/v4', '/admin/ssot'].map(path => [
      path,
      {
        get: {
          summary: 'The v4 document in the founding snake_case shape',
          responses: { 200: { description: 'The document', ...json({ type: 'object' }) }, ...errors },
        },
      },
    ]),
  ),
});
