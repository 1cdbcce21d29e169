/**
 * Interop mode: what messages are called and look like for workers of Django ws4redis. Names and texts only; the Redis side is
 * {@code broker.Exchange}.
 */
package io.quarkiverse.ws4redis.interop;
