package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ENTITY;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** Finds how a projection is made of an entity. */
final class ProjectionReader {

    private final IndexView index;
    private final ClassInfo entity;
    private final Type projection;
    private final ModelErrors errors;

    ProjectionReader(IndexView index, ClassInfo entity, Type projection, ModelErrors errors) {
        this.index = index;
        this.entity = entity;
        this.projection = projection;
        this.errors = errors;
    }

    Optional<MethodInfo> read() {
        ClassInfo type = projection.kind() == Type.Kind.CLASS ? index.getClassByName(projection.name()) : null;
        String named = "names the projection " + projection.name();
        if (type == null) {
            errors.add(entity, named + ", which is no class of the application", "use a record of the application's own");
            return Optional.empty();
        }
        if (type.hasDeclaredAnnotation(ENTITY)) {
            errors.add(entity, named + ", which is an entity and would be sent as a whole",
                    "use a record of what may be sent, with a constructor that takes " + entity.simpleName());
            return Optional.empty();
        }
        Optional<String> leak = new EntityLeak(index).in(type);
        if (leak.isPresent()) {
            errors.add(entity, named + ", whose part " + leak.get()
                    + " is an entity and would be sent as a whole", "take its attributes one by one, or a projection of it");
            return Optional.empty();
        }
        return factory(type, named);
    }

    private Optional<MethodInfo> factory(ClassInfo type, String named) {
        Set<DotName> accepted = Hierarchy.of(index, entity).map(ClassInfo::name).collect(Collectors.toSet());
        List<MethodInfo> found = type.methods().stream().filter(method -> !method.isSynthetic() && isFactory(method, type)
                && method.parametersCount() == 1 && accepted.contains(method.parameterType(0).name())).toList();
        if (found.size() != 1) {
            errors.add(entity, named + ", which has " + (found.isEmpty() ? "no" : "more than one")
                    + " constructor or static method that makes it of " + entity.simpleName(),
                    "let it have exactly one, with the entity as its only parameter");
            return Optional.empty();
        }
        MethodInfo factory = found.get(0);
        if (!isVisible(type, factory)) {
            errors.add(entity, named + ", which code in the package of " + entity.simpleName() + " may not make",
                    "make the class and its constructor or method public, or put it into that package and leave out 'private'");
            return Optional.empty();
        }
        return Optional.of(factory);
    }

    private static boolean isFactory(MethodInfo method, ClassInfo type) {
        return method.isConstructor()
                ? !Modifier.isAbstract(type.flags())
                : Modifier.isStatic(method.flags()) && method.returnType().name().equals(type.name());
    }

    /** Generated code is in the package of the entity. */
    private boolean isVisible(ClassInfo type, MethodInfo factory) {
        boolean here = Objects.equals(type.name().packagePrefix(), entity.name().packagePrefix());
        return here
                ? !Modifier.isPrivate(factory.flags())
                : Modifier.isPublic(factory.flags()) && Modifier.isPublic(type.flags());
    }
}
