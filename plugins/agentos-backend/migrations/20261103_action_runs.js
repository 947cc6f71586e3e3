/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.createTable('action_runs', table => {
    table.comment(
      'Effects of events outside the SSOT: each action once per event; dead = given up after its tries',
    );
    table.string('event_id', 512).notNullable();
    table.string('action', 128).notNullable();
    table.text('event').notNullable();
    table.string('state', 16).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('next_at').notNullable();
    table.bigInteger('created_at').notNullable();
    table.text('error');
    table.primary(['event_id', 'action']);
    table.index(['state', 'next_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('action_runs');
};
