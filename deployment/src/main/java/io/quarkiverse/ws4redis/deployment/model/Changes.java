package io.quarkiverse.ws4redis.deployment.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.jboss.jandex.AnnotationValue;

import io.quarkiverse.ws4redis.WsChange;

/** Reads the changes that an annotation names. */
final class Changes {

    private Changes() {
    }

    /** {@return the changes in their natural order; {@code byDefault} if none are given} */
    static Set<WsChange> of(AnnotationValue value, Set<WsChange> byDefault) {
        if (value == null) {
            return byDefault;
        }
        Set<WsChange> changes = EnumSet.noneOf(WsChange.class);
        Arrays.stream(value.asEnumArray()).map(WsChange::valueOf).forEach(changes::add);
        return changes;
    }
}
