/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('rollups', table => {
    table.comment(
      'What happened to jobs, by stretch of time and key: counts, and histograms of wait and run',
    );
    table
      .smallint('level')
      .notNullable()
      .comment('How long the stretch is: 0 minute, 1 quarter of an hour, 2 hour, 3 day');
    table.string('dimension', 16).notNullable();
    table.bigInteger('at').notNullable().comment('Start of the stretch, ms since epoch');
    table.string('instance', 256).notNullable();
    table.string('key', 256).notNullable();
    table.integer('created').notNullable();
    table.integer('completed').notNullable();
    table.integer('failed').notNullable();
    table.bigInteger('last_finished_at');
    table.text('wait').notNullable();
    table.text('run').notNullable();
    table.primary(['level', 'dimension', 'at', 'instance', 'key']);
  });
  await knex.schema.createTable('fact_journal', table => {
    table.comment(
      'Facts about jobs as they were written, each batch once; folded = its sums are in rollups, and only the ids of its events are kept',
    );
    table.integer('term').notNullable();
    table.integer('number').notNullable();
    table.boolean('folded').notNullable().defaultTo(false);
    table.integer('events').notNullable();
    table.text('ids').notNullable();
    table.text('sums').notNullable();
    table.primary(['term', 'number']);
    table.index(['folded']);
  });
  // Today's completed jobs were kept as one value; the rollups say it now.
  await knex('source_state').where({ source: 'engine', key: 'completed-today' }).delete();
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('fact_journal');
  await knex.schema.dropTable('rollups');
};
