/**
 * The changes of the application's rows as messages: recorded when Hibernate writes them, projected before the transaction ends,
 * published after it has committed; and whose permissions have changed with them. Internal.
 */
package io.quarkiverse.ws4redis.entity;
