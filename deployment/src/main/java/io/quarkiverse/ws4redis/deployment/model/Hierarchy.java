package io.quarkiverse.ws4redis.deployment.model;

import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

/** The superclasses of a class, as far as they are in the index. */
final class Hierarchy {

    private Hierarchy() {
    }

    /** {@return the class, its superclass, and so on} */
    static Stream<ClassInfo> of(IndexView index, ClassInfo type) {
        return Stream.iterate(type, c -> c != null, c -> c.superName() == null ? null : index.getClassByName(c.superName()));
    }
}
