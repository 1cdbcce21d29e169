package io.quarkiverse.ws4redis.broker;

import io.vertx.redis.client.Redis;

/** The link to one master of a Cluster, and the client that it is made with. */
record ClusterLink(NodeAddress address, Redis client, RedisLink link) {

    void stop() {
        link.stop();
        client.close();
    }
}
