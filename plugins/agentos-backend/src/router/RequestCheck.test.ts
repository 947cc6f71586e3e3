import { InputError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { createRequestCheck } from './RequestCheck';

const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const document = {
  paths: {
    '/rows/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]+$' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 500 } },
          {
            name: 'sections',
            in: 'query',
            schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
          },
          { name: 'by', in: 'query', required: true, schema: { type: 'string' } },
        ],
      },
    },
    '/rows': { post: { requestBody: { content: { 'application/json': { schema: named('Row') } } } } },
  },
  components: {
    schemas: {
      Row: {
        type: 'object',
        required: ['count'],
        additionalProperties: false,
        properties: { count: named('Count') },
      },
      Count: { type: 'number' },
    },
  },
};

describe('the request check', () => {
  const app = express()
    .use(express.json())
    .use(createRequestCheck(document))
    .use((received: express.Request, response: express.Response) => {
      response.json({ query: received.query, body: received.body });
    })
    .use(((error, _received, response, _next) => {
      response.status(error instanceof InputError ? 400 : 404).json(error.message);
    }) as express.ErrorRequestHandler);

  it('lets through what fits, with numbers and lists read from their texts', async () => {
    const { body } = await request(app).get('/rows/x?by=y&limit=20&sections=a,b');
    expect(body).toMatchObject({ query: { by: 'y', limit: 20, sections: ['a', 'b'] } });
    expect((await request(app).get('/rows/x?by=y&sections=a&sections=b')).body).toMatchObject({
      query: { sections: ['a', 'b'] },
    });
    expect((await request(app).head('/rows/x?by=y')).status).toBe(200);
    expect((await request(app).post('/rows').send({ count: 1 })).body).toMatchObject({ body: { count: 1 } });
  });

  it.each([
    ['/rows/X?by=y', 'path/id'],
    ['/rows/x', "'by'"],
    ['/rows/x?by=y&limit=501', 'query/limit'],
    ['/rows/x?by=y&limit=many', 'query/limit'],
    ['/rows/x?by=y&sections=a,c', 'query/sections/1'],
    ['/rows/x?by=y&sections=', 'query/sections/0'],
    ['/rows/x?by=y&other=1', 'query/other'],
    ['/rows/x?by[deep]=y', 'query/by'],
    ['/rows/x?by=a%00', '%00'],
  ])('refuses %s, naming %s', async (path, field) => {
    const response = await request(app).get(path);
    expect({ status: response.status, message: response.body }).toEqual({
      status: 400,
      message: expect.stringContaining(field),
    });
  });

  it('refuses a body that does not fit, and reads no number from a text in it', async () => {
    for (const body of [{}, { count: '1' }, { count: 1, other: 2 }]) {
      expect((await request(app).post('/rows').send(body)).status).toBe(400);
    }
  });

  it('knows no other path or method', async () => {
    expect((await request(app).get('/other')).status).toBe(404);
    expect((await request(app).delete('/rows')).status).toBe(404);
  });
});
