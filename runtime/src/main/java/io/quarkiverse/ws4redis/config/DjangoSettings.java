package io.quarkiverse.ws4redis.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import jakarta.annotation.Priority;

import org.eclipse.microprofile.config.Config;

import io.smallrye.config.FallbackConfigSourceInterceptor;
import io.smallrye.config.Priorities;

/**
 * The settings of Django ws4redis that mean the same here, by their own names: for deployments that set them as environment
 * variables. Deprecated from the beginning. Of both names, the one from the source with the higher ordinal counts.
 */
@Priority(Priorities.LIBRARY + 305)
public final class DjangoSettings extends FallbackConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    /** Our options and their names, which are environment variables in lower case. */
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "quarkus.ws4redis.prefix", "ws4redis.prefix",
            "quarkus.ws4redis.interop.prefix", "ws4redis.prefix",
            "quarkus.ws4redis.heartbeat", "ws4redis.heartbeat",
            "quarkus.ws4redis.facilities", "ws4redis.facilities"));

    public DjangoSettings() {
        super(NAMES);
    }

    /**
     * Finds those that are in use.
     *
     * @param config the application's configuration
     * @param inUse gets each of them by the name of its environment variable, and our option
     */
    public static void find(Config config, BiConsumer<String, String> inUse) {
        NAMES.forEach((option, name) -> {
            if (config.getConfigValue(name).getValue() != null) {
                inUse.accept(name.toUpperCase(Locale.ROOT).replace('.', '_'), option);
            }
        });
    }
}
