/**
 * The transactional outbox: messages are rows of the transaction that they tell of, until they are published. Internal.
 */
package io.quarkiverse.ws4redis.outbox;
