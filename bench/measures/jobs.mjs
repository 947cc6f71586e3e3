import http from 'node:http';
import { quantile, show } from '../figures.mjs';
import { latencyPasses, measureLatency } from './latency.mjs';

/** People who search at once, and how long each looks at an answer. */
const PEOPLE = 4;
const LOOK_MS = 300;
const P95_MS = 50;
const JOBS = { postgres: 1_000_000, sqlite: 50_000 };
const QUICK_JOBS = { postgres: 100_000 };
/** The n-th page. */
const DEEP = 20;

/** What people ask for: paths below /api/agentos. */
const QUESTIONS = {
  'first page': '/jobs',
  'by start': '/jobs?sort=-started',
  'by end': '/jobs?sort=-finished',
  'by duration': '/jobs?sort=-duration',
  'by priority': '/jobs?sort=-priority',
  'of a state': '/jobs?state=failed',
  'of a rare state': '/jobs?state=lost,processing',
  'queued by duration': '/jobs?state=queued&sort=-duration',
  'of a queue and state': '/jobs?queue=embed&state=failed',
  'of a quick queue by duration': '/jobs?queue=fetch&sort=-duration',
  'of a worker by end': '/jobs?worker=bench.worker-7&sort=-finished',
  'of a person': '/jobs?user=user:default/person-7',
  'of a name': '/jobs?name=embed.page&sort=duration',
  'of an agent and state': '/jobs?agent=verify&state=cancelled',
  'of names by prefix': '/jobs?q=name:embed.*%20state:failed',
  'a common error': '/jobs?q=error:%22timed%20out%22',
  'a rare error': '/jobs?q=error:%22tenant%20299%22',
  'no error': '/jobs?q=error:%22nobody%20said%20this%22',
  'a common word': '/jobs?q=embed',
  'a common word in a state': '/jobs?q=embed%20state:failed&sort=-duration',
  'two words': '/jobs?q=refused%20classify',
  'an id': '/jobs?q=id:12345',
  'a part of an id': '/jobs?q=12345',
  'no word': '/jobs?q=nobody-said-this',
  'of a tenant, an argument': '/jobs?q=args.tenant:tenant-77',
  'of a common argument': '/jobs?q=args.language:language-3%20state:failed',
  'not a worker': '/jobs?q=-worker:bench.worker-7%20state:failed',
  'of a week': '/jobs?q=created%3E-20d%20created%3C-13d%20state:failed',
  counts: '/jobs/counts',
};

/** The three the goal names. */
const kindOf = path => {
  if (path === QUESTIONS.counts) return 'counts';
  return path.includes('q=') ? 'searches' : 'lists';
};

const pause = ms => new Promise(done => setTimeout(done, ms));

/** GETs over kept connections, as a browser makes them. */
function createAsker(url, tokens) {
  const agent = new http.Agent({ keepAlive: true });
  const ask = (path, person = 0) =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const headers = { authorization: `Bearer ${tokens[person % tokens.length]}` };
      http
        .get(`${url}/api/agentos${path}`, { agent, headers }, response => {
          const parts = [];
          response.on('data', part => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString();
            if (response.statusCode !== 200) reject(new Error(`${path}: ${response.statusCode} ${text}`));
            else resolve({ ms: performance.now() - begun, body: JSON.parse(text) });
          });
        })
        .on('error', reject);
    });
  return { ask, close: () => agent.destroy() };
}

/** People ask one question after the other until told to stop. */
function startPeople({ ask }, questions) {
  const times = Object.fromEntries(Object.keys(questions).map(name => [name, []]));
  const names = Object.keys(questions);
  let partial = 0;
  let stopped = false;
  const live = async person => {
    for (let turn = person * 7; !stopped; turn += 1) {
      const name = names[turn % names.length];
      const { ms, body } = await ask(questions[name], person);
      times[name].push(ms);
      if (body.partial) partial += 1;
      await pause(LOOK_MS * (0.5 + ((turn * 7919) % 100) / 100));
    }
  };
  const lives = Array.from({ length: PEOPLE }, (_, person) => live(person));
  return async () => {
    stopped = true;
    await Promise.all(lives);
    return { times, partial };
  };
}

/** The question of a page far behind. */
async function deepPage({ ask }) {
  let cursor;
  for (let page = 1; page < DEEP; page += 1) {
    const { body } = await ask(`/jobs?sort=-duration&limit=500${cursor ? `&cursor=${cursor}` : ''}`);
    cursor = body.nextCursor;
  }
  return `/jobs?sort=-duration&limit=500&cursor=${cursor}`.replace('limit=500', 'limit=50');
}

/**
 * P8: lists, searches and counts over an index of so many jobs, while events go to 100 clients (P10).
 */
export async function measureJobs(context, fleet) {
  const { portal, url, tokens, quick, database } = context;
  const jobs = (quick && QUICK_JOBS[database]) || JOBS[database];
  await portal.call('seedJobs', { total: jobs });
  const asker = createAsker(url, tokens);
  const questions = { ...QUESTIONS, 'a page far behind': await deepPage(asker) };
  // Each by everybody, so that what is read for the first time, and by a new connection to the database, is not what is measured.
  for (const path of Object.values(questions)) {
    await Promise.all(Array.from({ length: PEOPLE }, (_, person) => asker.ask(path, person)));
  }
  const stop = startPeople(asker, questions);
  const p10 = [await measureLatency(context, fleet)];
  // Until each was asked often enough for a 95th percentile.
  if (!quick) for (let more = 0; more < 3; more += 1) p10.push(await measureLatency(context, fleet));
  const { times, partial } = await stop();
  asker.close();
  const ofEach = share =>
    Object.fromEntries(
      Object.entries(times)
        .filter(([, ms]) => ms.length > 0)
        .map(([name, ms]) => [name, quantile(ms, share)]),
    );
  const [p50, p95] = [ofEach(0.5), ofEach(0.95)];
  const kinds = {};
  for (const [name, ms] of Object.entries(times)) (kinds[kindOf(questions[name])] ??= []).push(...ms);
  const p95OfKind = Object.fromEntries(Object.entries(kinds).map(([kind, ms]) => [kind, quantile(ms, 0.95)]));
  const asked = Object.values(times).flat().length;
  return { jobs, database, quick, partial, p50, p95, p95OfKind, asked, p10 };
}

/** The row of P8. */
export function jobsRow({ jobs, database, quick, partial, p95, p95OfKind, asked, p10 }) {
  const [[slowest, slowestMs]] = Object.entries(p95).sort(([, a], [, b]) => b - a);
  const p99 = Math.max(...p10.map(({ p99Ms }) => p99Ms));
  const scale = database === 'postgres' && quick ? ' (a tenth of the scale)' : '';
  return {
    goal: 'P8',
    what: `lists, searches and counts over ${jobs.toLocaleString('en')} jobs on ${database === 'postgres' ? 'PostgreSQL' : 'SQLite'}${scale}, ${PEOPLE} people ask ${Object.keys(p95).length} questions in turn while P10 is measured`,
    figure: `p95 of ${asked}: ${Object.entries(p95OfKind)
      .map(([kind, ms]) => `${kind} ${show(ms)} ms`)
      .join(
        ', ',
      )}; slowest question (${slowest}) p95 ${show(slowestMs)} ms; ${partial} stopped; P10 meanwhile p99 ${show(p99)} ms`,
    wanted: `p95 of lists, of searches and of counts ≤ ${P95_MS} ms, P10 holds`,
    pass: Object.values(p95OfKind).every(ms => ms <= P95_MS) && partial === 0 && p10.every(latencyPasses),
  };
}
