package io.quarkiverse.ws4redis.session;

import io.vertx.core.Future;

/**
 * A request that has been handled so far that the next one may follow.
 *
 * @param answer the JSON fields of its final answer, without braces, that Redis may still owe us
 */
record Handled(Future<String> answer) {
}
