/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('source_state', table => {
    table.comment('Small state of sources over restarts: stream positions, counters');
    table.string('source', 256).notNullable();
    table.string('key', 256).notNullable();
    table.text('value').notNullable();
    table.primary(['source', 'key']);
  });
  await knex.schema.createTable('lease_terms', table => {
    table.comment('One row: the last lease term given out');
    table.string('name', 32).primary();
    table.integer('term').notNullable();
  });
  await knex.schema.createTable('replicas', table => {
    table.comment('Replicas with a sign of life: a memory store allows one');
    table.string('id', 64).primary();
    table.string('host', 256).notNullable();
    table.integer('pid').notNullable();
    table.bigInteger('seen_at').notNullable();
  });
  await knex.schema.createTable('ingested_events', table => {
    table.comment('Ids of events that services sent in the last 24 h, so that a repeat has no effect');
    table.string('caller', 256).notNullable();
    table.string('event_id', 256).notNullable();
    table.boolean('accepted').notNullable();
    table.bigInteger('received_at').notNullable();
    table.primary(['caller', 'event_id']);
    table.index(['received_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('ingested_events');
  await knex.schema.dropTable('replicas');
  await knex.schema.dropTable('lease_terms');
  await knex.schema.dropTable('source_state');
};
