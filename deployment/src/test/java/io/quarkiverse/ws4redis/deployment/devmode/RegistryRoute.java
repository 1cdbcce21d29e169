package io.quarkiverse.ws4redis.deployment.devmode;

import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.vertx.ext.web.Router;

@ApplicationScoped
public class RegistryRoute {

    void route(@Observes Router router, DispatchRegistry registry) {
        router.get("/channels").handler(rc -> rc.end(new TreeSet<>(registry.channelNames()).toString()));
    }
}
