package io.quarkiverse.ws4redis.observe;

import java.util.function.Consumer;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.metrics.MetricsFactory;

/** Hands our metrics to a metrics extension, where there is one. */
@Recorder
public class MetricsRecorder {

    /** {@return what a metrics extension calls when it is ready} */
    public Consumer<MetricsFactory> register() {
        return factory -> Arc.container().listAll(Meters.class).forEach(meters -> meters.get().register(factory));
    }
}
