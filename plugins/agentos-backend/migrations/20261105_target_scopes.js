/**
 * @param {import('knex').Knex} knex
 */
exports.up = async knex => {
  await knex.schema.alterTable('operation_targets', table => {
    table.string('owner', 256).comment('What conditions of permissions look at, as it was when frozen');
    table.string('instance', 256);
    table.string('queue', 256);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async knex => {
  await knex.schema.alterTable('operation_targets', table => {
    table.dropColumns('owner', 'instance', 'queue');
  });
};
