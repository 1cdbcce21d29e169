package io.quarkiverse.ws4redis.deployment.generate;

import org.jboss.jandex.DotName;

import io.quarkus.builder.item.MultiBuildItem;

/** The class that was generated to call an annotated one. */
public final class GeneratedHandlerBuildItem extends MultiBuildItem {

    private final DotName type;
    private final String handler;

    GeneratedHandlerBuildItem(DotName type, String handler) {
        this.type = type;
        this.handler = handler;
    }

    /** {@return the annotated class} */
    public DotName type() {
        return type;
    }

    /** {@return the name of the generated class} */
    public String handler() {
        return handler;
    }
}
