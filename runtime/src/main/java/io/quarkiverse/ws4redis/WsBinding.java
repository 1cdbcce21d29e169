package io.quarkiverse.ws4redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

/** Turns Jackson's refusal into an answer that names the field and nothing of the class behind it. */
final class WsBinding {

    private WsBinding() {
    }

    static WsException refused(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                && mapping.getPath().get(0).getFieldName() != null) {
            return new WsException(400, "bad field: " + mapping.getPath().get(0).getFieldName());
        }
        return new WsException(400, "request does not have the expected form");
    }
}
