/** Redis: publish and subscribe, presence, messages between nodes. Internal to the extension. */
package io.quarkiverse.ws4redis.broker;
