package io.quarkiverse.ws4redis.entity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What the application declares of entities, found by the class of a row. Thread-safe. */
final class ByEntity<T> {

    private final List<T> all;
    private final Function<T, Class<?>> type;
    private final Map<Class<?>, List<T>> found = new ConcurrentHashMap<>();

    ByEntity(List<T> all, Function<T, Class<?>> type) {
        this.all = all;
        this.type = type;
    }

    /** {@return what is declared of an entity, that of its superclasses included} */
    List<T> of(Class<?> entity) {
        return found.computeIfAbsent(entity,
                row -> all.stream().filter(each -> type.apply(each).isAssignableFrom(row)).toList());
    }
}
