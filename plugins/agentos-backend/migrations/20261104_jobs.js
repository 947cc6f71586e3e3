/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('jobs', table => {
    table.comment(
      'Every job of every source: what lists and searches read. -1 = not measured, so that every sort has one order',
    );
    table.string('id', 256).primary();
    table.string('rev', 64).notNullable();
    table.string('instance', 256).notNullable();
    table.string('source', 256).notNullable();
    table.string('source_id', 256).notNullable();
    table.string('name', 256).notNullable();
    table.string('queue', 256);
    table.string('state', 16).notNullable();
    table.string('agent', 256);
    table.string('pipeline', 256);
    table.string('worker', 256);
    table.string('user', 256);
    table.string('fingerprint', 64);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('started_at').notNullable();
    table.bigInteger('finished_at').notNullable();
    table.bigInteger('duration_ms').notNullable();
    table.integer('priority').notNullable();
    table.boolean('gone').notNullable().defaultTo(false);
    table.bigInteger('changed_at').notNullable();
    table.text('error');
    table.text('row').notNullable();
    table.index(['created_at', 'id']);
    table.index(['started_at', 'id']);
    table.index(['finished_at', 'id']);
    table.index(['duration_ms', 'id']);
    table.index(['priority', 'id']);
    table.index(['state', 'created_at', 'id']);
    table.index(['queue', 'state', 'created_at', 'id']);
    table.index(['name', 'created_at', 'id']);
    table.index(['fingerprint', 'created_at']);
    table.index(['state', 'changed_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('jobs');
};
