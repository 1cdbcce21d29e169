package io.quarkiverse.ws4redis.deployment.devservice;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.DockerStatusBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;

/**
 * Redis for development and tests where Quarkus' own dev service cannot help, because there is no container engine: a
 * redis-server process.
 */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class DevServiceProcessor {

    private static final String DEFAULT_CLIENT = "<default>";

    @BuildStep
    void redis(Ws4RedisBuildTimeConfig config, DockerStatusBuildItem docker,
            BuildProducer<DevServicesResultBuildItem> services) {
        String name = config.redisClient();
        String client = name.equals(DEFAULT_CLIENT) ? "quarkus.redis." : "quarkus.redis.\"" + name + "\".";
        boolean switchedOff = ConfigUtils
                .getFirstOptionalValue(List.of(client + "devservices.enabled"), Boolean.class)
                .equals(Optional.of(false));
        if (!config.devservices().enabled() || switchedOff || ConfigUtils.isPropertyNonEmpty(client + "hosts")
                || docker.isContainerRuntimeAvailable()) {
            return;
        }
        services.produce(DevServicesResultBuildItem.<RedisProcessDevService>owned().feature("ws4redis").serviceName("redis")
                .serviceConfig(Map.of("port", config.devservices().port(), "client", name))
                .startable(() -> new RedisProcessDevService(config.devservices().port()))
                .configProvider(Map.of(client + "hosts", RedisProcessDevService::getConnectionInfo))
                .build());
    }
}
