package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.JSON_VIEW;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.WsChange;

/** Reads what is sent of an entity. Whoever does not say it would send all of it, and is refused. */
final class BroadcastDataReader {

    private final IndexView index;
    private final BroadcastDeclaration declaration;
    private final ModelErrors errors;

    BroadcastDataReader(IndexView index, BroadcastDeclaration declaration, ModelErrors errors) {
        this.index = index;
        this.declaration = declaration;
        this.errors = errors;
    }

    Optional<BroadcastData> read() {
        ClassInfo type = declaration.type();
        Type projection = declaration.projection();
        Type view = declaration.view();
        if (projection != null && view != null) {
            errors.add(type, "has " + declaration.annotation() + " with a projection and a view", "keep one of them");
            return Optional.empty();
        }
        if (projection != null) {
            return new ProjectionReader(index, type, projection, errors).read().map(
                    factory -> new BroadcastData.Projection(projection, factory));
        }
        if (view != null) {
            return view(view);
        }
        if (!declaration.changes().equals(EnumSet.of(WsChange.REMOVED))) {
            errors.add(type, "has " + declaration.annotation() + " without a projection or a view, so that nothing says what "
                    + "may be sent of the entity",
                    "name a record with a constructor that takes " + type.simpleName()
                            + " as projection, or the view of its @JsonView attributes");
            return Optional.empty();
        }
        return Optional.of(new BroadcastData.None());
    }

    private Optional<BroadcastData> view(Type view) {
        Set<DotName> including = including(view);
        boolean something = Hierarchy.of(index, declaration.type()).flatMap(c -> c.annotations(JSON_VIEW).stream())
                .filter(annotation -> annotation.target().kind() != AnnotationTarget.Kind.CLASS)
                .flatMap(BroadcastDataReader::views).anyMatch(including::contains);
        if (!something) {
            errors.add(declaration.type(), "has " + declaration.annotation() + " with the view " + view.name()
                    + ", which none of its attributes is in",
                    "put @JsonView(" + view.name().withoutPackagePrefix()
                            + ".class) on what may be sent");
            return Optional.empty();
        }
        return Optional.of(new BroadcastData.View(view));
    }

    /** A view includes what is in those that it extends. */
    private Set<DotName> including(Type view) {
        Set<DotName> names = new HashSet<>(Set.of(view.name()));
        ClassInfo declared = index.getClassByName(view.name());
        if (declared != null) {
            Hierarchy.of(index, declared).forEach(c -> {
                names.add(c.name());
                c.interfaceTypes().forEach(parent -> names.addAll(including(parent)));
            });
        }
        return names;
    }

    private static Stream<DotName> views(AnnotationInstance annotation) {
        return annotation.value() == null ? Stream.empty() : Arrays.stream(annotation.value().asClassArray()).map(Type::name);
    }
}
