/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('operations', table => {
    table.comment('What people asked for; the targets are frozen when the row is written');
    table.string('id', 64).primary();
    table.string('kind', 64).notNullable();
    table.string('state', 16).notNullable();
    table.string('actor', 256).notNullable();
    table.text('reason');
    table.text('params').notNullable();
    table.boolean('abort_requested').notNullable().defaultTo(false);
    table.integer('total').notNullable();
    table.integer('succeeded').notNullable().defaultTo(0);
    table.integer('failed').notNullable().defaultTo(0);
    table.integer('skipped').notNullable().defaultTo(0);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at');
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.index(['state']);
    table.index(['created_at']);
  });
  await knex.schema.createTable('operation_targets', table => {
    table.comment('One row for each target: what it was when frozen, and what became of it');
    table.string('operation_id', 64).notNullable();
    table.integer('position').notNullable();
    table.string('target', 256).notNullable();
    table.string('source', 256).notNullable();
    table.string('outcome', 16).notNullable();
    table.text('fingerprint');
    table.string('code', 32);
    table.text('message');
    table.string('new_job_id', 256);
    table.primary(['operation_id', 'position']);
    table.unique(['operation_id', 'target']);
    table.index(['operation_id', 'outcome']);
  });
  await knex.schema.createTable('operation_keys', table => {
    table.comment('Idempotency keys of the last 24 h with the answer they were given');
    table.string('actor', 256).notNullable();
    table.string('key', 256).notNullable();
    table.string('body_hash', 64).notNullable();
    table.text('answer').notNullable();
    table.integer('status').notNullable();
    table.bigInteger('at').notNullable();
    table.primary(['actor', 'key']);
  });
  await knex.schema.createTable('audit', table => {
    table.comment('Append-only: one row for each operation and target, written before the effect');
    table.increments('id');
    table.bigInteger('at').notNullable();
    table.string('actor', 256).notNullable();
    table.string('operation_id', 64).notNullable();
    table.string('kind', 64).notNullable();
    table.string('target', 256).notNullable();
    table.string('source', 256).notNullable();
    table.text('reason');
    table.string('outcome', 16);
    table.string('code', 32);
    table.bigInteger('finished_at');
    table.text('message');
    table.unique(['operation_id', 'target']);
    table.index(['at']);
    table.index(['actor']);
    table.index(['target']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('audit');
  await knex.schema.dropTable('operation_keys');
  await knex.schema.dropTable('operation_targets');
  await knex.schema.dropTable('operations');
};
