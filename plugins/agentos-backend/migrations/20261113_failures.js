const { createHash } = require('node:crypto');

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('failure_groups', table => {
    table.comment('Failures that are one and the same: what they say');
    table.string('fingerprint', 64).primary();
    table.string('type', 256);
    table.text('message').notNullable();
  });
  await knex.schema.createTable('failure_counts', table => {
    table.comment(
      'How often jobs of one place failed so within an hour, or a day that is past: queue and agent are empty for none',
    );
    table.string('fingerprint', 64).notNullable();
    table.bigInteger('at').notNullable().comment('Start of the hour or day, ms since epoch');
    table.string('place', 16).notNullable().comment('Hash of instance, source, queue, name and agent');
    table.string('instance', 256).notNullable();
    table.string('source', 256).notNullable();
    table.string('queue', 256).notNullable();
    table.string('name', 256).notNullable();
    table.string('agent', 256).notNullable();
    table.integer('count').notNullable();
    table.bigInteger('first_seen_at').notNullable();
    table.bigInteger('last_seen_at').notNullable();
    table.string('example_job_id', 256).notNullable();
    table.primary(['fingerprint', 'at', 'place']);
    table.index(['last_seen_at', 'fingerprint']);
    table.index(['at']);
  });
  await countKnown(knex);
};

/**
 * Failed jobs that are in the index already.
 * @param {import('knex').Knex} knex
 */
async function countKnown(knex) {
  const seen = 'case when finished_at < 0 then changed_at else finished_at end';
  const { rows = [] } = await knex
    .raw(
      `select fingerprint, instance, source, coalesce(queue, '') as queue, name, coalesce(agent, '') as agent,
        (${seen}) - (${seen}) % 3600000 as at, count(*) as count,
        min(${seen}) as first_seen_at, max(${seen}) as last_seen_at, max(id) as example_job_id
      from jobs where state = 'failed' and fingerprint is not null
      group by fingerprint, instance, source, coalesce(queue, ''), name, coalesce(agent, ''), (${seen}) - (${seen}) % 3600000`,
    )
    .then(answer => (Array.isArray(answer) ? { rows: answer } : answer));
  for (const row of rows) {
    const place = [row.instance, row.source, row.queue, row.name, row.agent];
    const { row: text } = await knex('jobs').where({ id: row.example_job_id }).first('row');
    const { error } = JSON.parse(text);
    await knex('failure_groups')
      .insert({
        fingerprint: row.fingerprint,
        type: error.type,
        message: error.message.replaceAll('\u0000', '\ufffd'),
      })
      .onConflict('fingerprint')
      .ignore();
    await knex('failure_counts').insert({
      ...row,
      place: createHash('sha1').update(JSON.stringify(place)).digest('base64url').slice(0, 16),
    });
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('failure_counts');
  await knex.schema.dropTable('failure_groups');
};
