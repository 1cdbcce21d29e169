package io.quarkiverse.ws4redis.entity;

/**
 * A row, whatever subclass it is.
 *
 * @param entity the entity's name, that of the root of its hierarchy
 * @param id its identifier
 */
record RowKey(String entity, Object id) {
}
