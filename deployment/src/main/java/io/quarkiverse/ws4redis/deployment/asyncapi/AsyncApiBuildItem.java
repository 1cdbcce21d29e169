package io.quarkiverse.ws4redis.deployment.asyncapi;

import io.quarkus.builder.item.SimpleBuildItem;

/** The AsyncAPI 3 document of the application's channels. */
public final class AsyncApiBuildItem extends SimpleBuildItem {

    private final String json;

    AsyncApiBuildItem(String json) {
        this.json = json;
    }

    /** {@return the document} */
    public String json() {
        return json;
    }
}
