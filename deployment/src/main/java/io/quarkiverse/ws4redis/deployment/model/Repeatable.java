package io.quarkiverse.ws4redis.deployment.model;

import java.util.Arrays;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** Finds annotations that a class may have several times. The index need not know the annotation itself. */
final class Repeatable {

    private Repeatable() {
    }

    /** {@return those that stand alone, and those in a list of them; each with its class as target} */
    static Stream<AnnotationInstance> all(IndexView index, DotName annotation, DotName list) {
        return Stream.concat(index.getAnnotations(annotation).stream(),
                index.getAnnotations(list).stream().flatMap(several -> Arrays.stream(several.value().asNestedArray())
                        .map(one -> AnnotationInstance.create(one.name(), several.target(), one.values()))));
    }
}
