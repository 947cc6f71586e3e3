/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.alterTable('operations', table => {
    table
      .boolean('paused')
      .notNullable()
      .defaultTo(false)
      .comment('No target is begun until a person resumes it');
    table
      .integer('per_second')
      .comment('Targets begun in a second at most; null = as fast as its sources go');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.alterTable('operations', table => {
    table.dropColumns('paused', 'per_second');
  });
};
