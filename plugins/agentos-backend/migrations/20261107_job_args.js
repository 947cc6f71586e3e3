/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  const isPostgres = knex.client.config.client === 'pg';
  const text = `varchar(256)${isPostgres ? ' collate "C"' : ''}`;
  await knex.schema.createTable('job_args', table => {
    table.comment('Arguments of jobs at the paths of agentos.search.args, for searches alone');
    table.bigInteger('n').notNullable().references('n').inTable('jobs').onDelete('CASCADE');
    table.specificType('path', text).notNullable();
    table.specificType('value', text).notNullable();
    table.primary(['n', 'path']);
    table.index(['path', 'value', 'n'], 'job_args_by_value');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.dropTable('job_args');
};
