package io.quarkiverse.ws4redis.deployment.devservice;

import org.jboss.logging.Logger;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkus.deployment.builditem.Startable;

/** A redis-server process as a dev service. */
final class RedisProcessDevService implements Startable {

    private static final Logger LOG = Logger.getLogger(RedisProcessDevService.class);

    private final int port;
    private RedisProcess redis;

    RedisProcessDevService(int port) {
        this.port = port;
    }

    @Override
    public void start() {
        redis = RedisProcess.start(port);
        LOG.infof("Dev service: redis-server process started at %s", redis.url());
    }

    @Override
    public String getConnectionInfo() {
        return redis.url();
    }

    @Override
    public String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
