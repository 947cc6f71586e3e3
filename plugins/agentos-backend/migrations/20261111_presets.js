/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('presets', table => {
    table.comment('Filters of jobs that people saved: shared ones, and those of one person');
    table.string('id', 256).primary();
    table.string('owner', 256).notNullable();
    table.string('scope', 16).notNullable();
    table.string('title', 80).notNullable();
    table.text('q').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.index(['owner']);
    table.index(['scope']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('presets');
};
