/** One connected socket: its state, its limits, the handling of its requests in order. Internal to the extension. */
package io.quarkiverse.ws4redis.session;
