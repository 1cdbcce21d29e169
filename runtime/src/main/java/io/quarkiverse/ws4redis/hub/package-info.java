/** Local fan-out: from a message off Redis to the connections of this node that subscribed. Internal to the extension. */
package io.quarkiverse.ws4redis.hub;
