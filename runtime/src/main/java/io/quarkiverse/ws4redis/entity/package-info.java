/**
 * The changes of the application's rows as messages: recorded when Hibernate writes them, projected before the transaction ends,
 * published after it has committed. Internal.
 */
package io.quarkiverse.ws4redis.entity;
