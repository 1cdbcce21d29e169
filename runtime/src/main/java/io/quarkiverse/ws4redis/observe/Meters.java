package io.quarkiverse.ws4redis.observe;

import io.quarkus.runtime.metrics.MetricsFactory;

/** A bean that has something to measure. */
public interface Meters {

    /** Makes it known to a metrics extension; once, when that is ready. */
    void register(MetricsFactory factory);
}
