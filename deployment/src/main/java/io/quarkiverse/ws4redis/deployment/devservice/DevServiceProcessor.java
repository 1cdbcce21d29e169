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
        if (config.devservices().enabled() && !docker.isContainerRuntimeAvailable()) {
            // Of several, none can have the port.
            int port = config.redisClients().size() == 1 ? config.devservices().port() : 0;
            config.redisClients().forEach(name -> service(name, port, services));
        }
    }

    private static void service(String name, int port, BuildProducer<DevServicesResultBuildItem> services) {
        String client = name.equals(DEFAULT_CLIENT) ? "quarkus.redis." : "quarkus.redis.\"" + name + "\".";
        boolean switchedOff = ConfigUtils
                .getFirstOptionalValue(List.of(client + "devservices.enabled"), Boolean.class)
                .equals(Optional.of(false));
        if (switchedOff || ConfigUtils.isPropertyNonEmpty(client + "hosts")) {
            return;
        }
        services.produce(DevServicesResultBuildItem.<RedisProcessDevService>owned().feature("ws4redis").serviceName("redis")
                .serviceConfig(Map.of("port", port, "client", name))
                .startable(() -> new RedisProcessDevService(port))
                .configProvider(Map.of(client + "hosts", RedisProcessDevService::getConnectionInfo))
                .build());
    }
}
