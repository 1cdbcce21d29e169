package io.quarkiverse.ws4redis.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import jakarta.annotation.Priority;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.smallrye.config.FallbackConfigSourceInterceptor;
import io.smallrye.config.Priorities;

/**
 * The settings of Django ws4redis that mean the same here, by their own names: for deployments that set them as environment
 * variables. Deprecated from the beginning. Of both names, the one from the source with the higher ordinal counts.
 */
@Priority(Priorities.LIBRARY + 305)
public final class DjangoSettings extends FallbackConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(DjangoSettings.class);

    /** Our options and their names, which are environment variables in lower case. */
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "quarkus.ws4redis.prefix", "ws4redis.prefix",
            "quarkus.ws4redis.interop.prefix", "ws4redis.prefix",
            "quarkus.ws4redis.heartbeat", "ws4redis.heartbeat",
            "quarkus.ws4redis.facilities", "ws4redis.facilities"));

    public DjangoSettings() {
        super(NAMES);
    }

    /** Says which of them are in use, and what they are called now. */
    public static void warn(Config config) {
        NAMES.forEach((option, name) -> {
            if (config.getConfigValue(name).getValue() != null) {
                LOG.warnf("%s is deprecated: it is a setting of Django ws4redis, set %s instead",
                        name.toUpperCase(Locale.ROOT).replace('.', '_'), option);
            }
        });
    }
}
